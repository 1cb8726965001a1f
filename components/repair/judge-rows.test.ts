import { describe, expect, it } from 'vitest';
import { judgeRows } from './judge-rows';

const COLUMNS = ['id', 'value'];
const ready = [
  { row: 0, line: 2, cells: ['1', '5'] },
  { row: 3, line: 7, cells: ['2', 'x'] },
  { row: 4, line: 9, cells: ['3', '900'] },
];
const checked = {
  rows: ready.map(({ line, cells }) => ({ line, cells })),
  problems: [
    { line: 7, column: 'value', message: 'No number.' },
    { line: 7, column: null, message: 'Too long.' },
  ],
  anomalous: [9],
};

describe('the verdict on a repaired row', () => {
  it('is by its line, with each problem in its cell', () => {
    expect([...judgeRows(ready, checked, COLUMNS)]).toEqual([
      [0, { state: 'good' }],
      [
        3,
        {
          state: 'bad',
          problems: [
            { cell: 1, message: 'No number.' },
            { cell: null, message: 'Too long.' },
          ],
        },
      ],
      [4, { state: 'flagged' }],
    ]);
  });

  it('is open before the answer, and again when the row is changed', () => {
    expect(judgeRows(ready, undefined, COLUMNS).get(0)).toEqual({ state: 'unchecked' });
    const changed = [{ row: 0, line: 2, cells: ['1', '6'] }, ...ready.slice(1)];
    const verdicts = judgeRows(changed, checked, COLUMNS);
    expect(verdicts.get(0)).toEqual({ state: 'unchecked' });
    expect(verdicts.get(4)).toEqual({ state: 'flagged' });
  });
});
