/** Accepted rows that one state of a dataset has and a later one has no row of the same key for. */
import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { parquetSql, quoteLiteral, type DuckDb } from '../../duckdb';
import type { Part } from '../manifest';
import type { PartCache } from '../part-cache';
import { withSuperseded } from '../query/superseded-rows';
import { withConnection } from '../query/with-connection';
import type { ImportPart, Snapshot } from '../snapshot';
import { changedParts, isContinued, type StateChange } from './state-change';

/** Nobody waits for it, so it may take as long as a function may run. */
const TIMEOUT_MS = 14 * 60 * 1000;

export interface RemovedRowsRequest extends StateChange {
  cache: PartCache;
  /** May read the cache's folder and write `workDir`. */
  db: DuckDb;
  workDir: string;
}

export interface RemovedRows {
  /** The parts that hold them, in the order in which they were written. */
  parts: ImportPart[];
  /** SQL over `_part`, a place in `parts`, and `_row`. */
  conditionIn: (parts: readonly ImportPart[]) => string;
}

/** Rows by position with their keys, as SQL in brackets: `(part_key, row, _key)`. */
type KeyRows = string;

/** The rows are there, in a temporary file, until `run` has settled. What retention has removed cannot be told. */
export async function withRemovedRows<Result>(
  request: RemovedRowsRequest,
  run: (removed: RemovedRows) => Promise<Result>,
): Promise<Result> {
  const { from, to } = request;
  if (from.sequence === 0) return run({ parts: [], conditionIn: () => 'false' });
  const dir = path.resolve(request.workDir, `removed-${randomUUID()}`);
  await mkdir(dir, { recursive: true });
  const target = path.join(dir, 'removed.parquet');
  const continued = isContinued(request);
  try {
    if (continued) await writeTakenBack(request, dir, target);
    else await writeMissing(request, target);
    const named = await namedParts(request.db, target);
    const state = continued ? to : from;
    return await run({
      parts: state.writtenParts('silver').filter(({ key }) => named.has(key)),
      conditionIn: (parts) => conditionSql(target, parts),
    });
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/**
 * Of a state that grew out of the other one. A row that a load replaced has a new row of its key, so only the lists of
 * the other kinds are looked at; those of a compaction repeat what others said. Rows that a commit lists of its own parts were never current.
 */
async function writeTakenBack(request: RemovedRowsRequest, dir: string, target: string): Promise<void> {
  const { cache, db, from, to } = request;
  const takers = to.manifests.filter(
    ({ sequence, kind }) => sequence > from.sequence && kind !== 'load' && kind !== 'compaction',
  );
  const lists = takers.flatMap(({ silver: { superseded, parts } }) =>
    superseded ? [{ superseded, parts }] : [],
  );
  const positions = path.join(dir, 'positions.parquet');
  await cache.useFound(
    lists.map(({ superseded }) => superseded.key),
    (paths) => {
      const taken = lists.flatMap(({ parts }, index) => positionsSql(paths[index] ?? null, parts));
      return copy(db, taken.join(' union all ') || NO_POSITIONS, positions);
    },
  );
  const named = await namedParts(db, positions);
  const parts = to.writtenParts('silver').filter(({ key }) => named.has(key));
  const changed = parts.length === 0 ? [] : changedParts(request);
  await withCurrentKeys(request, to, changed, (current) =>
    withKeyRows(cache, parts, (rows) =>
      copy(
        db,
        `select part_key, row from ${rows} semi join ${parquetSql([positions])} using (part_key, row)
          anti join ${current} using (_key)`,
        target,
      ),
    ),
  );
}

/** Of two states of which neither grew out of the other. */
async function writeMissing(request: RemovedRowsRequest, target: string): Promise<void> {
  const { db, from, to, hasSameKey } = request;
  const others = hasSameKey ? to.parts('silver') : [];
  await withCurrentKeys(request, from, from.parts('silver'), (rows) =>
    withCurrentKeys(request, to, others, (current) =>
      copy(db, `select part_key, row from ${rows} anti join ${current} using (_key)`, target),
    ),
  );
}

const NO_POSITIONS = 'select null::varchar as part_key, null::bigint as row where false';
const NO_ROWS: KeyRows =
  '(select null::varchar as part_key, null::bigint as row, null::uuid as _key where false)';

function positionsSql(list: string | null, own: readonly Part[]): string[] {
  if (list === null) return [];
  const sql = `select part_key, row from ${parquetSql([list])}`;
  return own.length === 0
    ? [sql]
    : [`${sql} where part_key not in (${own.map(({ key }) => quoteLiteral(key)).join(', ')})`];
}

async function withCurrentKeys(
  { cache, db }: RemovedRowsRequest,
  snapshot: Snapshot,
  parts: readonly Part[],
  run: (rows: KeyRows) => Promise<void>,
): Promise<void> {
  await withKeyRows(cache, parts, (rows) => {
    if (snapshot.superseded('silver').length === 0) return run(rows);
    return withSuperseded({ snapshot, cache, db, zone: 'silver' }, ({ relation }) =>
      run(`(select * from ${rows} anti join ${relation} using (part_key, row))`),
    );
  });
}

async function withKeyRows(
  cache: PartCache,
  parts: readonly Part[],
  run: (rows: KeyRows) => Promise<void>,
): Promise<void> {
  await cache.useFound(
    parts.map(({ keysKey }) => keysKey),
    (paths) => {
      const found = parts.flatMap(({ key }, index) => {
        const file = paths[index];
        return file ? [{ key, file }] : [];
      });
      if (found.length === 0) return run(NO_ROWS);
      const keys = found.map(({ key }) => quoteLiteral(key)).join(', ');
      return run(`(select [${keys}][file_index::bigint + 1] as part_key, file_row_number as row, _key
        from ${parquetSql(found.map(({ file }) => file))})`);
    },
  );
}

async function copy(db: DuckDb, sql: string, target: string): Promise<void> {
  await withConnection(
    db,
    async (connection) => {
      await connection.run(`copy (${sql}) to ${quoteLiteral(target)} (format parquet, compression lz4)`);
    },
    TIMEOUT_MS,
  );
}

/** The parts that a file of positions names. */
async function namedParts(db: DuckDb, file: string): Promise<Set<string>> {
  const found = await withConnection(db, (connection) =>
    connection.runAndReadAll(`select distinct part_key from ${parquetSql([file])}`),
  );
  return new Set(found.getRows().map(([key]) => String(key)));
}

function conditionSql(file: string, parts: readonly ImportPart[]): string {
  const listed = parts.map(({ key }, index) => `(${index}, ${quoteLiteral(key)})`).join(', ');
  return `(_part::bigint, _row) in (select listed.part::bigint, removed.row from ${parquetSql([file])} as removed
    join (values ${listed}) as listed(part, key) on removed.part_key = listed.key)`;
}
