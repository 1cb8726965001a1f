/** Puts what a commit says of a zone into the bucket, each object read back before anything points to it. */
import { rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { retentionDays } from '../../../dataset/retention';
import { keyFileKey, partKey, rowListKey, type RowZone } from '../../keys';
import type { Part, RowList, ZoneCommit } from '../../manifest';
import type { CheckedFile } from '../incoming/checked-import';
import type { CommitContext } from '../commit-draft';
import { copyToParquet, countRows, parquetRelation } from './parquet-relation';

export interface ZoneOutputs {
  /** Rows of the import itself. */
  own?: readonly CheckedFile[];
  /** Rows of several imports, which they name in `_import`. */
  mixed?: readonly CheckedFile[];
  /** Tables with `(part, row)`. */
  superseded?: string;
  confirmed?: string;
  /** A query for `(_key, …)`. */
  deleted?: string;
}

/**
 * Done again, it overwrites its own objects. A list without a row is left out. Parts are numbered from `firstPart` on.
 */
export async function writeZone(
  context: CommitContext,
  zone: RowZone,
  { own = [], mixed = [], superseded, confirmed, deleted }: ZoneOutputs,
  firstPart = 0,
): Promise<ZoneCommit> {
  const parts: Part[] = [];
  for (const file of own) parts.push(await writePart(context, zone, firstPart + parts.length, file, false));
  for (const file of mixed) parts.push(await writePart(context, zone, firstPart + parts.length, file, true));
  const positions = (table: string | undefined) =>
    table && `select part_key, row from ${table} join lake_parts using (part) order by part, row`;
  return {
    parts,
    superseded: await writeList(context, zone, 'superseded', positions(superseded)),
    confirmed: await writeList(context, zone, 'confirmed', positions(confirmed)),
    deleted: await writeList(context, zone, 'deleted', deleted),
  };
}

async function writePart(
  context: CommitContext,
  zone: RowZone,
  index: number,
  file: CheckedFile,
  mixed: boolean,
): Promise<Part> {
  const relation = parquetRelation([file.path]);
  const days = retentionDays(context.definition, zone);
  const part = await writeObject(
    context,
    partKey(zone, context.attempt, index),
    `select * exclude (_key, _hash) from ${relation}`,
    days,
  );
  const keys = await writeObject(
    context,
    keyFileKey(zone, context.attempt, index),
    `select _key, _hash from ${relation}`,
    days,
  );
  if (part.rows !== keys.rows)
    throw new Error(`${part.key} has ${part.rows} rows, but ${keys.key} ${keys.rows}.`);
  return { key: part.key, keysKey: keys.key, rows: part.rows, bytes: part.sizeBytes, mixed };
}

async function writeList(
  context: CommitContext,
  zone: RowZone,
  list: 'superseded' | 'confirmed' | 'deleted',
  sql: string | undefined,
): Promise<RowList | null> {
  if (!sql || (await countRows(context.connection, `(${sql})`)) === 0) return null;
  // A list stays for ever: a row that it names may stay longer than others, and must not count again.
  const { key, rows } = await writeObject(context, rowListKey(zone, context.attempt, list), sql, null);
  return { key, rows };
}

/** Rows are counted in the file and the object must have the file's size: what is in the bucket is what was counted. */
async function writeObject(
  { connection, store, dir }: CommitContext,
  key: string,
  sql: string,
  keptDays: number | null,
): Promise<{ key: string; rows: number; sizeBytes: number }> {
  const file = path.join(dir, key.replaceAll('/', '_'));
  await copyToParquet(connection, sql, file);
  const rows = await countRows(connection, parquetRelation([file]));
  const sizeBytes = (await stat(file)).size;
  await store.putFile(key, file, {
    contentType: 'application/vnd.apache.parquet',
    retentionDays: keptDays,
  });
  const stored = await store.head(key);
  if (stored?.sizeBytes !== sizeBytes) {
    throw new Error(
      `${key} was put with ${sizeBytes} bytes, but the store has ${stored?.sizeBytes ?? 'none'}.`,
    );
  }
  await rm(file);
  return { key, rows, sizeBytes };
}
