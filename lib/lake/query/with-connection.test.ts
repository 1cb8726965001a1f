import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDuckDb, type DuckDb } from '../../duckdb';
import { withConnection } from './with-connection';

let dir: string;
let db: DuckDb;
beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'with-connection-'));
  db = await openDuckDb({ dirs: [dir], threads: 1 });
});
afterAll(async () => {
  db.close();
  await rm(dir, { recursive: true });
});

describe('withConnection', () => {
  it('stops a query that takes too long, and the database goes on working', async () => {
    const endless = withConnection(
      db,
      (connection) => connection.runAndReadAll('select count(*) from range(10000000) a, range(10000000) b'),
      50,
    );
    await expect(endless).rejects.toMatchObject({ code: 'query-timeout', status: 504 });
    const answer = await withConnection(db, (connection) => connection.runAndReadAll('select 42'));
    expect(answer.getRows()).toEqual([[42]]);
  });

  it('passes other failures on as they are', async () => {
    await expect(withConnection(db, (connection) => connection.run('select nothing'))).rejects.toThrow(
      /nothing/,
    );
  });
});
