import { parquetSql } from '../../duckdb';
import type { PartCache } from '../part-cache';
import type { ImportPart } from '../snapshot';

/**
 * Runs `run` with a relation of the keys of all rows of the parts: `part` (place in the parts), `row` (place in the
 * part), `_key UUID`, `_hash UUID`. Those of a part that retention has removed are left out.
 */
export async function withRowKeys<Result>(
  cache: PartCache,
  parts: readonly ImportPart[],
  run: (relation: string) => Promise<Result>,
): Promise<Result> {
  return cache.useFound(
    parts.map(({ keysKey }) => keysKey),
    (paths) => {
      const found = paths.flatMap((path, place) => (path === null ? [] : [{ path, place }]));
      if (found.length === 0) return run(NO_KEYS);
      const places = `[${found.map(({ place }) => place).join(', ')}]`;
      const files = parquetSql(found.map(({ path }) => path));
      return run(`(select ${places}[file_index::bigint + 1]::ubigint as part, file_row_number as row, _key, _hash
        from ${files})`);
    },
  );
}

const NO_KEYS =
  '(select 0::ubigint as part, 0::bigint as row, null::uuid as _key, null::uuid as _hash where false)';
