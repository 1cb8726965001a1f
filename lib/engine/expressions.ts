/** Checks of a definition that need DuckDB: its expressions, patterns and the values in its constraints. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { invalidDefinition } from '../dataset/definition';
import type { DatasetDefinition } from '../dataset/definition';
import { DUCKDB_TYPES } from '../dataset/field';
import type { Field } from '../dataset/field';
import { pathColumnNames } from '../dataset/from-path';
import { quoteIdentifier } from '../duckdb';
import { compileExpression, ExpressionError } from './expression/compile-expression';
import { withParser } from './expression/open-parser';
import { boundsOf } from './typing/constraint-checks';
import { compileViewOn } from './views';

/**
 * To be passed before a definition is saved.
 * @throws LakeportError `invalid-definition`, naming every problem with its place.
 */
export async function checkDefinition(definition: DatasetDefinition): Promise<void> {
  const problems = await withParser(async (connection) => [
    ...(await patternProblems(connection, definition)),
    ...(await valueProblems(connection, definition.schema.fields)),
    ...(await rowExpressionProblems(connection, definition)),
    ...(await viewProblems(connection, definition)),
  ]);
  if (problems.length > 0) throw invalidDefinition(problems);
}

/** RE2 has no look-around and no back-references, so an expression that works elsewhere may not here. */
async function patternProblems(
  connection: DuckDBConnection,
  definition: DatasetDefinition,
): Promise<string[]> {
  const patterns = definition.schema.fields.flatMap((field, index) => {
    const { pattern } = field.constraints;
    return pattern === undefined ? [] : [{ place: `schema.fields[${index}].constraints.pattern`, pattern }];
  });
  if (definition.fromPath) {
    patterns.push({ place: 'fromPath.pattern', pattern: re2Pattern(definition.fromPath.pattern) });
  }
  const problems: string[] = [];
  for (const { place, pattern } of patterns) {
    const problem = await failureOf(connection, `SELECT regexp_matches('', $value::VARCHAR)`, {
      value: pattern,
    });
    if (problem) problems.push(`${place}: ${problem}`);
  }
  return problems;
}

/** JavaScript and RE2 write a named group differently. */
export function re2Pattern(pattern: string): string {
  return pattern.replaceAll(/\(\?<(?=[A-Za-z_])/g, '(?P<');
}

async function valueProblems(connection: DuckDBConnection, fields: Field[]): Promise<string[]> {
  const problems: string[] = [];
  for (const [index, field] of fields.entries()) {
    const values = [
      ...boundsOf(field).map((bound) => bound.limit),
      ...(field.constraints.enum ?? []).map(String),
    ];
    for (const value of values) {
      const cast = `SELECT CAST($value::VARCHAR AS ${DUCKDB_TYPES[field.type]})`;
      if (await failureOf(connection, cast, { value })) {
        problems.push(`schema.fields[${index}].constraints: “${value}” is not a ${field.type}.`);
      }
    }
  }
  return problems;
}

async function rowExpressionProblems(
  connection: DuckDBConnection,
  definition: DatasetDefinition,
): Promise<string[]> {
  const columns = [
    ...pathColumnNames(definition).map((name) => ({ name, duckDbType: DUCKDB_TYPES.string })),
    ...definition.schema.fields.map(({ name, type }) => ({ name, duckDbType: DUCKDB_TYPES[type] })),
  ];
  const problems: string[] = [];
  const check = async (place: string, expression: string, mayBe: (type: string) => string | null) => {
    const scope = { columns: columns.map((column) => column.name), aggregate: false };
    const empty = columns.map((column) => `NULL::${column.duckDbType} AS ${quoteIdentifier(column.name)}`);
    const problem = await problemOf(async () => {
      const sql = await compileExpression(connection, expression, scope);
      const result = await connection.run(`SELECT ${sql} FROM (SELECT ${empty.join(', ')} WHERE false)`);
      const unfit = mayBe(String(result.columnType(0)));
      if (unfit !== null) throw new ExpressionError(unfit);
    });
    if (problem) problems.push(`${place}: ${problem}`);
  };
  for (const [index, { name, type, as }] of definition.derive.entries()) {
    await check(`derive[${index}].as`, as, () => null);
    columns.push({ name, duckDbType: DUCKDB_TYPES[type] });
  }
  for (const [index, rule] of definition.rules.entries()) {
    await check(`rules[${index}].when`, rule.when, (type) =>
      type === 'BOOLEAN' ? null : `It comes to a ${type}, not to true or false.`,
    );
  }
  return problems;
}

async function viewProblems(connection: DuckDBConnection, definition: DatasetDefinition): Promise<string[]> {
  const problems: string[] = [];
  for (const [index, view] of definition.views.entries()) {
    const problem = await problemOf(() => compileViewOn(connection, definition, view));
    if (problem) problems.push(`views[${index}]: ${problem}`);
  }
  return problems;
}

async function failureOf(
  connection: DuckDBConnection,
  sql: string,
  values: Record<string, string>,
): Promise<string | null> {
  return problemOf(() => connection.runAndReadAll(sql, values));
}

/** What DuckDB or the compiler has against something, as one sentence; null when it is fine. */
async function problemOf(attempt: () => Promise<unknown>): Promise<string | null> {
  try {
    await attempt();
    return null;
  } catch (error) {
    if (error instanceof ExpressionError) return error.message;
    if (!(error instanceof Error)) throw error;
    const [firstLine = ''] = error.message.split('\n');
    return `${firstLine.replace(/[.\s]*$/, '')}.`;
  }
}
