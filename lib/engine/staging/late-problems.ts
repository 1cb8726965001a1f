/** What can be said of a row only when the whole file is read: that a value or a key comes again. */
import type { DuckDBConnection } from '@duckdb/node-api';
import type { DatasetDefinition } from '../../dataset/definition';
import { quoteIdentifier, quoteLiteral } from '../../duckdb';
import { SqlParameters } from '../typing/sql-parameters';

/** Table of the connection: `_line`, `column`, `code`, `message`. */
export const LATE_PROBLEMS = '_late_problems';

/** SQL for a list of files of ours. */
export function filesSql(paths: readonly string[]): string {
  return `[${paths.map(quoteLiteral).join(', ')}]`;
}

/**
 * Fills the table of late problems from the staged rows and returns how many there are. A row that is refused
 * already takes part in nothing. Of rows with a `unique` value the first stays, of rows with a key the last.
 */
export async function findLateProblems(
  connection: DuckDBConnection,
  definition: DatasetDefinition,
  stagedPaths: readonly string[],
): Promise<number> {
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE ${LATE_PROBLEMS} (_line BIGINT, "column" VARCHAR, code VARCHAR, message VARCHAR)`,
  );
  if (stagedPaths.length === 0) return 0;
  const sound = `FROM read_parquet(${filesSql(stagedPaths)}) WHERE _problems IS NULL`;
  let found = 0;
  for (const { name, constraints } of definition.schema.fields) {
    if (constraints.unique) found += await insertRepeatedValues(connection, sound, name);
  }
  if (definition.schema.primaryKey.length > 0) {
    found += await insertRepeatedKeys(connection, sound, definition.schema.primaryKey);
  }
  return found;
}

async function insertRepeatedValues(
  connection: DuckDBConnection,
  sound: string,
  name: string,
): Promise<number> {
  const parameters = new SqlParameters();
  const column = quoteIdentifier(name);
  return insertedRows(
    connection,
    `WITH sound AS (SELECT _line, ${column} AS _value ${sound} AND ${column} IS NOT NULL),
       repeated AS (SELECT _value, min(_line) AS _first FROM sound GROUP BY _value HAVING count(*) > 1)
     INSERT INTO ${LATE_PROBLEMS}
     SELECT _line, ${parameters.text(name)}, 'constraint-error',
       '“' || left(CAST(_value AS VARCHAR), 100) || '” must be unique and is already on line ' || _first || '.'
     FROM sound JOIN repeated USING (_value) WHERE _line > _first`,
    parameters,
  );
}

async function insertRepeatedKeys(
  connection: DuckDBConnection,
  sound: string,
  key: string[],
): Promise<number> {
  const parameters = new SqlParameters();
  const [only = null, ...others] = key;
  const column = only !== null && others.length === 0 ? parameters.text(only) : 'NULL::VARCHAR';
  return insertedRows(
    connection,
    `WITH sound AS (SELECT _line, _key ${sound} AND _line NOT IN (SELECT _line FROM ${LATE_PROBLEMS})),
       repeated AS (SELECT _key, max(_line) AS _last FROM sound GROUP BY _key HAVING count(*) > 1)
     INSERT INTO ${LATE_PROBLEMS}
     SELECT _line, ${column}, 'primary-key',
       ${parameters.text(`The key (${key.join(', ')}) comes again on line `)} || _last || '; the last one counts.'
     FROM sound JOIN repeated USING (_key) WHERE _line < _last`,
    parameters,
  );
}

async function insertedRows(
  connection: DuckDBConnection,
  sql: string,
  parameters: SqlParameters,
): Promise<number> {
  const result = await connection.run(sql, parameters.values);
  return result.rowsChanged;
}
