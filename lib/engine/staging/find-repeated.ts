import type { DuckDBConnection } from '@duckdb/node-api';
import type { DatasetDefinition } from '../../dataset/definition';
import { parquetSql, quoteIdentifier } from '../../duckdb';
import { SqlParameters } from '../typing/sql-parameters';
import { readCounts } from './read-counts';

/** Table of the connection: `_line`, `column`, `code`, `message`. */
export const LATE = '_late_problems';
/** Table of the connection: the values or keys that come again, with the line that stays. */
const REPEATED = '_repeated';

/**
 * Finds the rows of the parts whose `unique` value or key comes again, puts them into the table `LATE`, and
 * returns how many problems there are. Memory is bounded: DuckDB spills what does not fit.
 */
export async function findRepeated(
  connection: DuckDBConnection,
  definition: DatasetDefinition,
  paths: readonly string[],
): Promise<number> {
  const { fields, primaryKey } = definition.schema;
  const unique = fields.filter((field) => field.constraints.unique);
  if (paths.length === 0 || unique.length + primaryKey.length === 0) return 0;
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE ${LATE} (_line BIGINT, "column" VARCHAR, code VARCHAR, message VARCHAR)`,
  );
  const rows = parquetSql(paths);
  let found = 0;
  for (const { name } of unique) found += await insertRepeatedValues(connection, rows, name);
  if (primaryKey.length > 0) found += await insertRepeatedKeys(connection, rows, primaryKey);
  return found;
}

async function insertRepeatedValues(
  connection: DuckDBConnection,
  rows: string,
  name: string,
): Promise<number> {
  const parameters = new SqlParameters();
  const column = quoteIdentifier(name);
  const repeated = `SELECT ${column} AS _value, min(_line) AS _kept FROM ${rows} WHERE ${column} IS NOT NULL
                    GROUP BY ALL HAVING count(*) > 1`;
  return insertRepeated(connection, repeated, parameters, {
    column: parameters.text(name),
    code: 'constraint-error',
    message: `'“' || left(CAST(_value AS VARCHAR), 100) || '” must be unique and is already on line ' || _kept || '.'`,
    rows: `(SELECT _line, ${column} AS _value FROM ${rows})`,
  });
}

async function insertRepeatedKeys(
  connection: DuckDBConnection,
  rows: string,
  key: string[],
): Promise<number> {
  const parameters = new SqlParameters();
  const [only = null, ...others] = key;
  const sound = `(SELECT _line, _key AS _value FROM ${rows} WHERE _line NOT IN (SELECT _line FROM ${LATE}))`;
  const repeated = `SELECT _value, max(_line) AS _kept FROM ${sound} GROUP BY ALL HAVING count(*) > 1`;
  return insertRepeated(connection, repeated, parameters, {
    column: only !== null && others.length === 0 ? parameters.text(only) : 'NULL::VARCHAR',
    code: 'primary-key',
    message: `${parameters.text(`The key (${key.join(', ')}) comes again on line `)} || _kept || '; the last one counts.'`,
    rows: sound,
  });
}

/** Nearly always nothing is repeated, and then the rows need not be read a second time. */
async function insertRepeated(
  connection: DuckDBConnection,
  repeated: string,
  parameters: SqlParameters,
  problem: { column: string; code: string; message: string; rows: string },
): Promise<number> {
  await connection.run(`CREATE OR REPLACE TEMP TABLE ${REPEATED} AS ${repeated}`);
  const { rows = 0 } = await readCounts(connection, `SELECT count(*) AS rows FROM ${REPEATED}`);
  if (rows === 0) return 0;
  const sql = `INSERT INTO ${LATE}
    SELECT _line, ${problem.column}, '${problem.code}', ${problem.message}
    FROM ${problem.rows} JOIN ${REPEATED} USING (_value) WHERE _line <> _kept`;
  const inserted = await connection.run(sql, parameters.valuesIn(sql));
  return inserted.rowsChanged;
}
