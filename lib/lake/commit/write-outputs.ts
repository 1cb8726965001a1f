/** Puts what an import changes into the bucket, each object read back before anything points to it. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { quoteIdentifier } from '../../duckdb';
import { keyFileKey, partKey, rowListKey, type Attempt, type RowZone } from '../keys';
import type { KeyRange } from '../key-range';
import type { Part, ZoneCommit } from '../manifest';
import type { ObjectStore } from '../object-store';
import type { CheckedFile } from './checked-import';
import type { Comparison, IncomingFiles } from './compare';
import { copyToParquet, countRows, parquetRelation } from './parquet-relation';

export interface OutputContext {
  connection: DuckDBConnection;
  store: ObjectStore;
  /** Of this attempt alone; the caller removes it. */
  dir: string;
  attempt: Attempt;
}

export interface Outputs {
  silver: ZoneCommit;
  anomalies: ZoneCommit;
  keyRange: KeyRange | null;
}

/** Writes new and changed rows, their keys, and the rows they replace. Done again, it overwrites its own objects. */
export async function writeOutputs(
  context: OutputContext,
  incoming: IncomingFiles,
  comparison: Comparison,
  primaryKey: readonly string[],
): Promise<Outputs> {
  const silver = await changedFiles(context, 'silver', incoming.silver, comparison.silver.kept);
  const anomalies = await changedFiles(context, 'anomalies', incoming.anomalies, comparison.anomalies.kept);
  const touched = [...silver, ...anomalies].map((file) => `from ${parquetRelation([file.path])}`);
  if (comparison.anomalies.superseded > 0 && incoming.silver.length > 0) {
    const accepted = parquetRelation(incoming.silver.map((file) => file.path));
    touched.push(`from ${accepted} where _key in (select _key from superseded_anomalies)`);
  }
  return {
    silver: await writeZone(context, 'silver', silver, comparison.silver.superseded),
    anomalies: await writeZone(context, 'anomalies', anomalies, comparison.anomalies.superseded),
    keyRange: await readKeyRange(context.connection, touched, primaryKey),
  };
}

/**
 * Least and greatest text per key column over the rows of some `from …` clauses; a column with a missing value
 * is left out. Null when no column is left.
 */
export async function readKeyRange(
  connection: DuckDBConnection,
  sources: readonly string[],
  primaryKey: readonly string[],
): Promise<KeyRange | null> {
  if (sources.length === 0 || primaryKey.length === 0) return null;
  const names = primaryKey.map(quoteIdentifier);
  const rows = sources.map((source) => `select ${names.join(', ')} ${source}`).join(' union all ');
  const limits = names.map(
    (name) => `min(${name}::varchar), max(${name}::varchar), count(*) = count(${name})`,
  );
  const [values = []] = (
    await connection.runAndReadAll(`select ${limits.join(', ')} from (${rows})`)
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

/** The import's files without the rows that are there already. A file is written first and split after, so that part and key file have one order. */
async function changedFiles(
  { connection, dir }: OutputContext,
  zone: RowZone,
  files: readonly CheckedFile[],
  kept: number,
): Promise<CheckedFile[]> {
  if (kept === 0) return files.filter(({ rows }) => rows > 0);
  const changed: CheckedFile[] = [];
  for (const [index, file] of files.entries()) {
    const target = path.join(dir, `${zone}-changed-${index}.parquet`);
    const rows = `select * from ${parquetRelation([file.path])} anti join kept_${zone} using (_key)`;
    await copyToParquet(connection, rows, target, 'lz4');
    const found = await countRows(connection, parquetRelation([target]));
    if (found > 0) changed.push({ path: target, rows: found });
  }
  return changed;
}

async function writeZone(
  context: OutputContext,
  zone: RowZone,
  files: readonly CheckedFile[],
  supersededRows: number,
): Promise<ZoneCommit> {
  const parts: Part[] = [];
  for (const [index, file] of files.entries()) parts.push(await writePart(context, zone, index, file));
  const noLists = { confirmed: null, deleted: null };
  if (supersededRows === 0) return { parts, superseded: null, ...noLists };
  const sql = `select part_key, row from superseded_${zone} order by part_key, row`;
  const { key, rows } = await writeObject(context, rowListKey(zone, context.attempt, 'superseded'), sql);
  return { parts, superseded: { key, rows }, ...noLists };
}

async function writePart(
  context: OutputContext,
  zone: RowZone,
  index: number,
  file: CheckedFile,
): Promise<Part> {
  const relation = parquetRelation([file.path]);
  const part = await writeObject(
    context,
    partKey(zone, context.attempt, index),
    `select * exclude (_key, _hash) from ${relation}`,
  );
  const keys = await writeObject(
    context,
    keyFileKey(zone, context.attempt, index),
    `select _key, _hash from ${relation}`,
  );
  if (part.rows !== keys.rows)
    throw new Error(`${part.key} has ${part.rows} rows, but ${keys.key} ${keys.rows}.`);
  return { key: part.key, keysKey: keys.key, rows: part.rows, bytes: part.sizeBytes, mixed: false };
}

/** Rows are counted in the file and the object must have the file's size: what is in the bucket is what was counted. */
async function writeObject(
  { connection, store, dir }: OutputContext,
  key: string,
  sql: string,
): Promise<{ key: string; rows: number; sizeBytes: number }> {
  const file = path.join(dir, key.replaceAll('/', '_'));
  await copyToParquet(connection, sql, file);
  const rows = await countRows(connection, parquetRelation([file]));
  const sizeBytes = (await stat(file)).size;
  await store.putFile(key, file, { contentType: 'application/vnd.apache.parquet' });
  const stored = await store.head(key);
  if (stored?.sizeBytes !== sizeBytes) {
    throw new Error(
      `${key} was put with ${sizeBytes} bytes, but the store has ${stored?.sizeBytes ?? 'none'}.`,
    );
  }
  await rm(file);
  return { key, rows, sizeBytes };
}
