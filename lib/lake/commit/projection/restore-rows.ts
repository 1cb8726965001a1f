/** Copies rows of older parts, each with the name of its import, into files from which a part of this commit is made. */
import path from 'node:path';
import { quoteLiteral } from '../../../duckdb';
import type { RowZone } from '../../keys';
import { groupBySchema } from '../../part-schemas';
import type { CheckedFile } from '../incoming/checked-import';
import type { CommitContext } from '../commit-draft';
import { copyToParquet, countRows, parquetRelation } from '../outputs/parquet-relation';

const FILES_MAX = 500;
const BYTES_MAX = 128 * 1024 ** 2;

/**
 * The rows of `restored_<zone>(_key, _hash, part, row)`, in files of a bounded size, so that no value changes its type by being moved.
 * @throws ObjectMissingError when a part is gone
 */
export async function restoreRows(context: CommitContext, zone: RowZone): Promise<CheckedFile[]> {
  const { connection, cache, parts, dir } = context;
  const named = await connection.runAndReadAll(`select distinct part from restored_${zone} order by part`);
  const files: CheckedFile[] = [];
  const ids = named.getRows().map(([id]) => Number(id));
  for (const batch of inBatches(context, ids)) {
    const keys = batch.map((id) => parts.get(id).key);
    await cache.use(keys, async (paths) => {
      const sources = paths.flatMap((file, index) => {
        const id = batch[index];
        return id === undefined ? [] : [{ ...parts.get(id), id, path: file }];
      });
      for (const group of await groupBySchema(connection, sources)) {
        const target = path.join(dir, `${zone}-restored-${files.length}.parquet`);
        await copyToParquet(connection, restoredSql(zone, group), target, 'lz4');
        files.push({ path: target, rows: await countRows(connection, parquetRelation([target])) });
      }
    });
  }
  return files;
}

function inBatches({ parts }: CommitContext, ids: readonly number[]): number[][] {
  const batches: number[][] = [];
  let bytes = 0;
  for (const id of ids) {
    const batch = batches.at(-1);
    bytes += parts.get(id).bytes;
    if (batch && batch.length < FILES_MAX && bytes <= BYTES_MAX) batch.push(id);
    else {
      batches.push([id]);
      bytes = parts.get(id).bytes;
    }
  }
  return batches;
}

function restoredSql(
  zone: RowZone,
  sources: readonly { id: number; importId: string; mixed: boolean; path: string }[],
): string {
  const isMixed = sources.some(({ mixed }) => mixed);
  const listed = sources.map(
    ({ id, importId, mixed }, index) =>
      `(${index}::ubigint, ${id}, ${mixed ? 'null' : quoteLiteral(importId)})`,
  );
  const columns = isMixed
    ? 'stored.* exclude (_import), coalesce(listed.import_id, stored._import)'
    : 'stored.*, listed.import_id';
  return `select ${columns} as _import, restored._key, restored._hash
    from ${parquetRelation(sources.map((source) => source.path))} as stored
    join (values ${listed.join(', ')}) as listed(file, part, import_id) on listed.file = stored.file_index
    join restored_${zone} as restored on restored.part = listed.part and restored.row = stored.file_row_number`;
}
