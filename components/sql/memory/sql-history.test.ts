import { describe, expect, it } from 'vitest';
import { HISTORY_MAX, recallSql, withRun, withStar, type SqlMemory } from './sql-history';

const NOTHING: SqlMemory = { draft: '', entries: [] };
const run = (sql: string, rows: number | null = 1) => ({
  sql,
  at: '2026-11-20T10:00:00.000Z',
  seconds: 0.1,
  rows,
  cut: false,
});
const runMany = (memory: SqlMemory, count: number) =>
  Array.from({ length: count }, (_, index) => run(`select ${index}`)).reduce(withRun, memory);

describe('the history of queries', () => {
  it('has the latest first, each query once, with its last outcome and its star', () => {
    const starred = withStar(withRun(withRun(NOTHING, run('a')), run('b')), 'a', true);
    const again = withRun(starred, run('a', null));
    expect(again.entries).toEqual([
      { ...run('a', null), starred: true },
      { ...run('b'), starred: false },
    ]);
  });

  it('forgets the oldest, but never one with a star', () => {
    const memory = runMany(withStar(withRun(NOTHING, run('kept')), 'kept', true), HISTORY_MAX + 10);
    expect(memory.entries).toHaveLength(HISTORY_MAX + 1);
    expect(memory.entries.at(-1)?.sql).toBe('kept');
    expect(memory.entries.some(({ sql }) => sql === 'select 0')).toBe(false);
  });

  it('begins anew where what is kept cannot be read', () => {
    expect(recallSql('{"entries":[{"sql":1}]}')).toEqual(NOTHING);
    expect(recallSql('nonsense')).toEqual(NOTHING);
    const memory = runMany(NOTHING, 3);
    expect(recallSql(JSON.stringify(memory))).toEqual(memory);
  });
});
