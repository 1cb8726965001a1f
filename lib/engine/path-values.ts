import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import type { DatasetDefinition } from '../dataset/definition';
import { pathColumnNames } from '../dataset/from-path';
import { quoteLiteral } from '../duckdb';
import { LakeportError } from '../errors';
import { re2Pattern } from './expressions';

const rowsSchema = z
  .array(z.object({ matches: z.boolean(), groups: z.record(z.string(), z.string().nullable()).nullable() }))
  .length(1);

/**
 * The values of the columns that a file's name gives; a group that took no part is missing. The name is taken
 * without `.gz`, as the columns do not depend on how the file travelled.
 * @throws LakeportError `source-error` when the name does not match.
 */
export async function readPathValues(
  connection: DuckDBConnection,
  definition: DatasetDefinition,
  fileName: string,
): Promise<Map<string, string | null>> {
  if (!definition.fromPath) return new Map();
  const names = pathColumnNames(definition);
  // DuckDB needs a pattern with named groups as a constant: it gives the result its type.
  const pattern = quoteLiteral(re2Pattern(definition.fromPath.pattern));
  const result = await connection.runAndReadAll(
    `SELECT regexp_matches($name::VARCHAR, ${pattern}) AS matches,
            regexp_extract($name::VARCHAR, ${pattern}, [${names.map(quoteLiteral).join(', ')}]) AS groups`,
    { name: fileName.replace(/\.gz$/i, '') },
  );
  const [row] = rowsSchema.parse(result.getRowObjectsJson());
  if (!row?.matches) {
    throw new LakeportError(
      'source-error',
      `The file’s name “${fileName}” does not give ${names.join(', ')}.`,
      {
        resolution: `It must match ${definition.fromPath.pattern}: rename the file, or change the definition.`,
      },
    );
  }
  return new Map(names.map((name) => [name, row.groups?.[name] || null]));
}
