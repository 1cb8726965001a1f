/** What one state of a dataset has that another has not, counted by key and content. */
import { parquetSql, quoteLiteral, type DuckDb } from '../../duckdb';
import { ROW_ZONES, type RowZone } from '../keys';
import type { PartCache } from '../part-cache';
import { withSuperseded } from '../query/superseded-rows';
import { withConnection } from '../query/with-connection';
import type { Snapshot } from '../snapshot';

/** Nobody waits for it, so it may take as long as a function may run. */
const TIMEOUT_MS = 14 * 60 * 1000;

export interface StateDifference {
  /** Accepted rows of a key that had none, and of one that had another one. */
  inserted: number;
  updated: number;
  /** Rows of both zones whose key has none any more. */
  removed: number;
}

interface CompareRequest {
  cache: PartCache;
  /** May read the cache's folder. */
  db: DuckDb;
  before: Snapshot;
  after: Snapshot;
}

/** Only key files are read. What retention has removed counts in neither state. */
export async function compareStates(request: CompareRequest): Promise<StateDifference> {
  const total: StateDifference = { inserted: 0, updated: 0, removed: 0 };
  for (const zone of ROW_ZONES) {
    const [inserted = 0, updated = 0, removed = 0] = await countDifferences(request, zone);
    total.removed += removed;
    if (zone === 'anomalies') continue;
    total.inserted = inserted;
    total.updated = updated;
  }
  return total;
}

function countDifferences(request: CompareRequest, zone: RowZone): Promise<number[]> {
  const { before, after, db } = request;
  return withCurrentKeys(request, before, zone, (old) =>
    withCurrentKeys(request, after, zone, (now) =>
      withConnection(
        db,
        async (connection) => {
          const counted = await connection.runAndReadAll(
            `select count_if(old._key is null), count_if(old._hash <> now._hash), count_if(now._key is null)
             from ${now} as now full join ${old} as old using (_key)`,
          );
          return (counted.getRows()[0] ?? []).map(Number);
        },
        TIMEOUT_MS,
      ),
    ),
  );
}

/** Runs `run` with the current rows of a zone as SQL of `(_key, _hash)`. */
function withCurrentKeys<Result>(
  { cache, db }: CompareRequest,
  snapshot: Snapshot,
  zone: RowZone,
  run: (relation: string) => Promise<Result>,
): Promise<Result> {
  const parts = snapshot.parts(zone);
  const keys = parts.map(({ keysKey }) => keysKey);
  return cache.useFound(keys, (paths) => {
    const found = parts.flatMap(({ key }, index) => {
      const path = paths[index];
      return path ? [{ key, path }] : [];
    });
    if (found.length === 0) return run('(select null::uuid as _key, null::uuid as _hash where false)');
    const partKeys = `[${found.map(({ key }) => quoteLiteral(key)).join(', ')}]`;
    return withSuperseded({ snapshot, cache, db, zone }, ({ relation }) =>
      run(`(select _key, _hash from ${parquetSql(found.map(({ path }) => path))} as stored
        anti join ${relation} as gone
        on gone.part_key = ${partKeys}[stored.file_index::bigint + 1] and gone.row = stored.file_row_number)`),
    );
  });
}
