/** Gold: an aggregate over the accepted and flagged rows as of a commit, kept as one Parquet file. */
import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { quoteIdentifier, quoteLiteral, type DuckDb } from '../../duckdb';
import type { LakeColumn } from '../columns';
import { goldKey, type RowZone } from '../keys';
import type { ObjectStore } from '../object-store';
import type { PartCache } from '../part-cache';
import type { Snapshot } from '../snapshot';
import { withCurrentRows } from './current-rows';
import { withConnection } from './with-connection';

/** No reader waits for a view, so it may take as long as a function may run. */
const TIMEOUT_MS = 14 * 60 * 1000;

export interface BuildViewOptions {
  store: ObjectStore;
  snapshot: Snapshot;
  cache: PartCache;
  /** May read the cache's folder and write `workDir`. */
  db: DuckDb;
  workDir: string;
  /** The columns of the definition. */
  columns: readonly LakeColumn[];
  definitionVersion: number;
  /** Days that the result is kept; for ever without it. */
  retentionDays?: number | null;
  view: string;
  /** A SELECT over the relation of that name, which has the dataset's columns and `anomalous BOOLEAN`. */
  viewSql: (relation: string) => string;
}

export interface BuiltView {
  key: string;
  rows: number;
  bytes: number;
}

/** Builds a view and puts it in gold; done again for the same commit and definition, it overwrites itself. */
export async function buildView(options: BuildViewOptions): Promise<BuiltView> {
  const { store, snapshot, db, columns, view, definitionVersion, retentionDays = null } = options;
  const names = columns.map(({ name }) => quoteIdentifier(name)).join(', ');
  const rowsOf = (zone: RowZone, run: (relation: string) => Promise<BuiltView>) =>
    withCurrentRows({ ...options, zone }, run);
  return rowsOf('silver', (silver) =>
    rowsOf('anomalies', async (anomalies) => {
      const dir = path.resolve(options.workDir);
      await mkdir(dir, { recursive: true });
      const file = path.join(dir, `view-${randomUUID()}.parquet`);
      const key = goldKey(snapshot.dataset, view, snapshot.sequence, definitionVersion);
      const relation = `select ${names}, false as anomalous from ${silver}
        union all select ${names}, true as anomalous from ${anomalies}`;
      try {
        const rows = await writeView(db, relation, options.viewSql, file);
        await store.putFile(key, file, { contentType: 'application/vnd.apache.parquet', retentionDays });
        const stored = await store.head(key);
        return { key, rows, bytes: stored?.sizeBytes ?? 0 };
      } finally {
        await rm(file, { force: true });
      }
    }),
  );
}

/** Parquet knows no HUGEINT, which sums of integers are: as a DOUBLE it would lose digits, as a DECIMAL it does not. */
async function writeView(
  db: DuckDb,
  relation: string,
  viewSql: BuildViewOptions['viewSql'],
  file: string,
): Promise<number> {
  return withConnection(
    db,
    async (connection) => {
      await connection.run(`create temp view dataset_rows as ${relation}`);
      const sql = viewSql('dataset_rows');
      const described = await connection.runAndReadAll(`describe ${sql}`);
      const columns = described.getRows().map(([name, type]) => {
        const identifier = quoteIdentifier(String(name));
        return type === 'HUGEINT' ? `${identifier}::decimal(38, 0) as ${identifier}` : identifier;
      });
      const copied = await connection.run(
        `copy (select ${columns.join(', ')} from (${sql})) to ${quoteLiteral(file)} (format parquet, compression zstd)`,
      );
      return copied.rowsChanged;
    },
    TIMEOUT_MS,
  );
}
