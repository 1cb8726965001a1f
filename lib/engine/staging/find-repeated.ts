import type { DuckDBConnection } from '@duckdb/node-api';
import type { DatasetDefinition } from '../../dataset/definition';
import { parquetSql, quoteIdentifier } from '../../duckdb';
import { SqlParameters } from '../typing/sql-parameters';
import { readCounts } from './read-counts';

/** Table of the connection: `_line`, `column`, `code`, `message`. */
export const LATE = '_late_problems';
/** Table of the connection: the values or keys that come again, with the line that stays. */
const REPEATED = '_repeated';
/** Rows whose values are compared at a time: that takes some 100 MB, where all of a large file would take gigabytes. */
const ROWS_AT_A_TIME = 2_000_000;

/**
 * Finds the rows of the parts whose `unique` value or key comes again, puts them into the table `LATE`, and
 * returns how many problems there are. Equal values have equal hashes, so the rows are compared in as many turns as
 * their number asks for, those with certain hashes in each: memory is bounded.
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
  const counted = await readCounts(connection, `SELECT count(*) AS rows FROM ${rows}`);
  const turns = Math.ceil((counted.rows ?? 0) / ROWS_AT_A_TIME);
  let found = 0;
  for (const { name } of unique) found += await insertRepeatedValues(connection, { rows, turns }, name);
  if (primaryKey.length > 0) found += await insertRepeatedKeys(connection, { rows, turns }, primaryKey);
  return found;
}

interface ComparedRows {
  /** SQL of the relation. */
  rows: string;
  turns: number;
}

async function insertRepeatedValues(
  connection: DuckDBConnection,
  { rows, turns }: ComparedRows,
  name: string,
): Promise<number> {
  const parameters = new SqlParameters();
  const column = quoteIdentifier(name);
  return insertRepeated(connection, parameters, {
    turns,
    kept: 'min',
    column: parameters.text(name),
    code: 'constraint-error',
    message: `'“' || left(CAST(_value AS VARCHAR), 100) || '” must be unique and is already on line ' || _kept || '.'`,
    rows: `(SELECT _line, ${column} AS _value FROM ${rows} WHERE ${column} IS NOT NULL)`,
  });
}

async function insertRepeatedKeys(
  connection: DuckDBConnection,
  { rows, turns }: ComparedRows,
  key: string[],
): Promise<number> {
  const parameters = new SqlParameters();
  const [only = null, ...others] = key;
  const sound = `(SELECT _line, _key AS _value FROM ${rows} WHERE _line NOT IN (SELECT _line FROM ${LATE}))`;
  return insertRepeated(connection, parameters, {
    turns,
    kept: 'max',
    column: only !== null && others.length === 0 ? parameters.text(only) : 'NULL::VARCHAR',
    code: 'primary-key',
    message: `${parameters.text(`The key (${key.join(', ')}) comes again on line `)} || _kept || '; the last one counts.'`,
    rows: sound,
  });
}

interface Repetition {
  /** SQL of a relation with `_line` and `_value`. */
  rows: string;
  turns: number;
  /** Which line of equal values stays. */
  kept: 'min' | 'max';
  /** SQL of the problem's parts. */
  column: string;
  code: string;
  message: string;
}

async function insertRepeated(
  connection: DuckDBConnection,
  parameters: SqlParameters,
  { rows, turns, kept, column, code, message }: Repetition,
): Promise<number> {
  await connection.run(`CREATE OR REPLACE TEMP TABLE ${REPEATED} AS
                        SELECT _value, _line AS _kept FROM ${rows} WHERE false`);
  for (let turn = 0; turn < turns; turn++) {
    await connection.run(`INSERT INTO ${REPEATED} SELECT _value, ${kept}(_line) FROM ${rows}
                          WHERE hash(_value) % ${turns} = ${turn} GROUP BY _value HAVING count(*) > 1`);
  }
  // Nearly always nothing is repeated, and then the rows need not be read once more.
  const repeated = await readCounts(connection, `SELECT count(*) AS rows FROM ${REPEATED}`);
  if (repeated.rows === 0) return 0;
  const sql = `INSERT INTO ${LATE} SELECT _line, ${column}, '${code}', ${message}
               FROM ${rows} JOIN ${REPEATED} USING (_value) WHERE _line <> _kept`;
  const inserted = await connection.run(sql, parameters.valuesIn(sql));
  return inserted.rowsChanged;
}
