import { describe, expect, it } from 'vitest';
import type { LakeColumn } from '@/lib/lake/columns';
import { barRows, type BarOrder } from './bar-rows';
import { placedColumn, type ChartTable } from './chart-table';

const COLUMNS: LakeColumn[] = [
  { name: 'device', type: 'string' },
  { name: 'day', type: 'date' },
  { name: 'value', type: 'number' },
];

function bars(group: string, rows: unknown[][], order: BarOrder = 'value', top = 20) {
  const table: ChartTable = { columns: COLUMNS, rows, groups: [group], measures: ['value'] };
  const [by, measure] = [placedColumn(table, group), placedColumn(table, 'value')];
  if (!by || !measure) throw new Error('The columns are there.');
  return barRows(table, [by], measure, { order, top });
}

const ROWS = [
  ['d10', '2025-01-02', 5],
  ['d2', '2025-01-01', -3],
  ['d1', '2025-01-03', null],
  ['d3', '2025-01-04', '9007199254740993'],
];
const names = (result: ReturnType<typeof bars>) => result.bars.map(({ label }) => label);

describe('bars', () => {
  it('are in the order that was chosen, what has no value last', () => {
    expect(names(bars('device', ROWS))).toEqual(['d3', 'd10', 'd2', 'd1']);
    expect(names(bars('device', ROWS, 'least'))).toEqual(['d2', 'd10', 'd3', 'd1']);
    expect(names(bars('device', ROWS, 'name'))).toEqual(['d1', 'd2', 'd3', 'd10']);
  });

  it('are the first of many, and the others are counted', () => {
    expect(bars('device', ROWS, 'value', 2)).toMatchObject({
      others: 2,
      bars: [{ label: 'd3' }, { label: 'd10' }],
    });
  });

  it('keep the order of time, whatever order was chosen', () => {
    expect(names(bars('day', ROWS))).toEqual(['2025-01-01', '2025-01-02', '2025-01-03', '2025-01-04']);
  });

  it('lie down where the names are long', () => {
    expect(bars('device', ROWS).isUpright).toBe(true);
    expect(bars('device', [['humidity-sensor-001', null, 1]]).isUpright).toBe(false);
  });
});
