import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DuckDBConnection } from '@duckdb/node-api';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openDuckDb, type DuckDb } from '../../../duckdb';
import { stateOf, type Saying } from '../testing/commit-model';
import { createAssertions } from './assertions';
import { projectKeys } from './project-keys';

let dir: string;
let db: DuckDb;
let connection: DuckDBConnection;
beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'project-'));
  db = await openDuckDb({ dirs: [dir], threads: 2 });
  connection = await db.connect();
});
afterAll(async () => {
  db.close();
  await rm(dir, { recursive: true });
});

/** What is said of one key, one after the other. */
const sayingsArbitrary = fc.array(
  fc.record({
    op: fc.constantFrom<Saying['op']>('accept', 'flag', 'release', 'dismiss', 'delete'),
    max: fc.integer({ min: 0, max: 2 }),
  }),
  { maxLength: 9 },
);

const uuidOf = (value: number) => `'00000000-0000-0000-0000-${String(value).padStart(12, '0')}'::uuid`;

/** The row that each key has: its content, as a number, and where in the part it is. */
async function wanted(zone: 'silver' | 'anomalies') {
  const found = await connection.runAndReadAll(
    `select right(_key::varchar, 12)::int, right(_hash::varchar, 12)::int, row from wanted_${zone}`,
  );
  return new Map(
    found.getRows().map(([key, hash, row]) => [Number(key), { max: Number(hash), row: Number(row) }]),
  );
}

describe('projectKeys', () => {
  it('comes to what assertions say one after the other, and names a row of that content', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(sayingsArbitrary, { minLength: 300, maxLength: 600 }), async (keys) => {
        await createAssertions(connection, 'asserted');
        const rows = keys.flatMap((sayings, key) =>
          sayings.map(({ op, max }, place) => {
            const hash = op === 'delete' ? 'null' : uuidOf(max);
            const hasRow = op === 'accept' || op === 'flag';
            return `(${place}, '${op}', ${uuidOf(key)}, ${hash}, ${hasRow ? `1, ${place}` : 'null, null'})`;
          }),
        );
        if (rows.length > 0) await connection.run(`insert into asserted values ${rows.join(', ')}`);
        await projectKeys(connection);
        const found = { silver: await wanted('silver'), anomalies: await wanted('anomalies') };
        for (const [key, sayings] of keys.entries()) {
          const commits = sayings.map((saying, place) => ({ place, sayings: [{ ...saying, key: 'key' }] }));
          const expected = stateOf(commits);
          for (const zone of ['silver', 'anomalies'] as const) {
            const row = found[zone].get(key);
            expect(row?.max, JSON.stringify(sayings)).toBe(expected[zone].get('key'));
            if (row) expect(sayings[row.row]).toMatchObject({ max: row.max });
          }
        }
      }),
      { numRuns: 15 },
    );
  });
});
