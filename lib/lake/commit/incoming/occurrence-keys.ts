/**
 * Keys for a dataset without a primary key: the content's hash and the how-manieth equal row of the import it
 * is. Two equal rows of one file both stay, and the same file again adds nothing.
 */
import type { DuckDBConnection } from '@duckdb/node-api';
import path from 'node:path';
import type { CheckedFile } from './checked-import';
import { copyToParquet, parquetRelation } from '../outputs/parquet-relation';

/** The files again with `_key` filled in, written to `dir` under names that begin with `prefix`. */
export async function addOccurrenceKeys(
  connection: DuckDBConnection,
  files: readonly CheckedFile[],
  dir: string,
  prefix: string,
): Promise<CheckedFile[]> {
  if (files.length === 0) return [];
  await numberRepeatedRows(connection, files);
  const keyed: CheckedFile[] = [];
  for (const [index, file] of files.entries()) {
    const target = path.join(dir, `${prefix}-keyed-${index}.parquet`);
    const rows = `select stored.* replace (
        md5(concat(stored._hash, '/', coalesce(repeated.occurrence, 1)))::uuid as _key)
      from ${parquetRelation([file.path])} as stored
      left join (select * from repeated_rows where part = ${index}) as repeated
        on repeated.row = stored.file_row_number`;
    await copyToParquet(connection, rows, target, 'lz4');
    keyed.push({ path: target, rows: file.rows });
  }
  return keyed;
}

/** Only rows that occur more than once are numbered: most files have few, and a window over all is costly. */
async function numberRepeatedRows(
  connection: DuckDBConnection,
  files: readonly CheckedFile[],
): Promise<void> {
  const relation = parquetRelation(files.map((file) => file.path));
  await connection.run(`create or replace table repeated_rows as
    select file_index as part, file_row_number as row,
      row_number() over (partition by _hash order by file_index, file_row_number) as occurrence
    from ${relation}
    where _hash in (select _hash from ${relation} group by _hash having count(*) > 1)`);
}
