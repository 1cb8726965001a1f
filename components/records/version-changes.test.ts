import { describe, expect, it } from 'vitest';
import type { RecordVersion } from '@/components/api/lineage';
import { changesOf } from './version-changes';

const COLUMNS = [
  { name: 'value', type: 'number' as const },
  { name: 'unit', type: 'string' as const },
];

function version(values: unknown[] | null): RecordVersion {
  return {
    importId: 'one',
    kind: 'load',
    sequence: 1,
    committedAt: '2026-11-20T15:00:00Z',
    fileName: 'a.csv',
    zone: 'silver',
    values,
    current: true,
    stands: true,
  };
}

describe('the changes of a version', () => {
  it('are the cells that the version before had otherwise', () => {
    const changes = changesOf(version([21, null]), version([20, '°C']), COLUMNS);
    expect(changes.map(({ column, from, to }) => [column.name, from, to])).toEqual([
      ['value', 20, 21],
      ['unit', '°C', null],
    ]);
  });

  it('are all values that are there where nothing was before', () => {
    expect(changesOf(version([21, null]), undefined, COLUMNS)).toEqual([
      { column: COLUMNS[0], from: undefined, to: 21 },
    ]);
    expect(changesOf(version([21, 'K']), version(null), COLUMNS)).toHaveLength(2);
  });

  it('are none where the row was removed', () => {
    expect(changesOf(version(null), version([20, '°C']), COLUMNS)).toEqual([]);
  });
});
