/** The rows of a checked import, ready to be compared and written. */
import type { DuckDBConnection } from '@duckdb/node-api';
import path from 'node:path';
import { quoteIdentifier } from '../../../duckdb';
import { ROW_ZONES, type RowZone } from '../../keys';
import type { KeyRange } from '../../key-range';
import type { CheckedFile, CheckedImport } from './checked-import';
import type { CommitContext } from '../commit-draft';
import { addOccurrenceKeys } from './occurrence-keys';
import { copyToParquet, countRows, parquetRelation } from '../outputs/parquet-relation';

export interface IncomingRows {
  files: Record<RowZone, readonly CheckedFile[]>;
  /** Of all rows of both zones. */
  range: KeyRange | null;
}

/** Rows with `_key` filled in, which the views `incoming_<zone>(_key, _hash)` show. */
export async function prepareIncoming(
  { connection, dir, definition }: CommitContext,
  checked: CheckedImport,
): Promise<IncomingRows> {
  const { primaryKey } = definition.schema;
  const files =
    primaryKey.length > 0
      ? { silver: checked.accepted, anomalies: checked.anomalies }
      : {
          silver: await addOccurrenceKeys(connection, checked.accepted, dir, 'silver'),
          anomalies: await addOccurrenceKeys(connection, checked.anomalies, dir, 'anomalies'),
        };
  for (const zone of ROW_ZONES) {
    const rows =
      files[zone].length === 0
        ? 'select null::uuid as _key, null::uuid as _hash where false'
        : `select _key, _hash from ${parquetRelation(files[zone].map((file) => file.path))}`;
    await connection.run(`create view incoming_${zone} as ${rows}`);
  }
  const paths = ROW_ZONES.flatMap((zone) => files[zone].map((file) => file.path));
  return { files, range: await readKeyRange(connection, paths, primaryKey) };
}

/**
 * Least and greatest text per key column over the rows of some files; a column with a missing value is left out. Null
 * when no column is left.
 */
async function readKeyRange(
  connection: DuckDBConnection,
  paths: readonly string[],
  primaryKey: readonly string[],
): Promise<KeyRange | null> {
  if (paths.length === 0 || primaryKey.length === 0) return null;
  const limits = primaryKey
    .map(quoteIdentifier)
    .map((name) => `min(${name}::varchar), max(${name}::varchar), count(*) = count(${name})`);
  const [values = []] = (
    await connection.runAndReadAll(`select ${limits.join(', ')} from ${parquetRelation(paths)}`)
  ).getRows();
  const range: KeyRange = {};
  primaryKey.forEach((column, index) => {
    const [least, greatest, isComplete] = values.slice(index * 3, index * 3 + 3);
    if (isComplete === true && typeof least === 'string' && typeof greatest === 'string') {
      range[column] = [least, greatest];
    }
  });
  return Object.keys(range).length === 0 ? null : range;
}

/**
 * The files without the rows whose key is in the table `kept_<zone>`, which has so many. A file is written first and
 * split after, so that part and key file have one order.
 */
export async function changedFiles(
  { connection, dir }: CommitContext,
  zone: RowZone,
  { files }: IncomingRows,
  kept: number,
): Promise<CheckedFile[]> {
  if (kept === 0) return files[zone].filter(({ rows }) => rows > 0);
  const changed: CheckedFile[] = [];
  for (const [index, file] of files[zone].entries()) {
    const target = path.join(dir, `${zone}-changed-${index}.parquet`);
    const rows = `select * from ${parquetRelation([file.path])} anti join kept_${zone} using (_key)`;
    await copyToParquet(connection, rows, target, 'lz4');
    const found = await countRows(connection, parquetRelation([target]));
    if (found > 0) changed.push({ path: target, rows: found });
  }
  return changed;
}
