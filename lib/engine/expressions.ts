/** Checks of a definition that need DuckDB: its expressions, patterns and the values in its constraints. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { invalidDefinition } from '../dataset/definition';
import type { DatasetDefinition } from '../dataset/definition';
import { DUCKDB_TYPES } from '../dataset/field';
import type { Field, FieldType } from '../dataset/field';
import { pathColumnNames } from '../dataset/from-path';
import { quoteIdentifier } from '../duckdb';
import { compileMeasured } from './expression/compile-expression';
import { ExpressionError } from './expression/expression-error';
import { withParser } from './expression/open-parser';
import { describeType } from './typing/cast-sql';
import { boundsOf } from './typing/constraint-checks';
import { literalSql } from './typing/literal-sql';
import { SqlParameters } from './typing/sql-parameters';
import { compileViewOn } from './views';

const unfitSchema = z
  .array(z.object({ unfit: z.array(z.boolean()), isEmpty: z.boolean().nullable() }))
  .length(1);

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

/** Values of constraints that are none of their field's type, and bounds that leave nothing between them. */
async function valueProblems(connection: DuckDBConnection, fields: Field[]): Promise<string[]> {
  const problems: string[] = [];
  for (const [index, field] of fields.entries()) {
    const place = `schema.fields[${index}].constraints`;
    const values = [...boundsOf(field).map((bound) => bound.limit), ...(field.constraints.enum ?? [])];
    if (values.length === 0) continue;
    const parameters = new SqlParameters();
    const literals = values.map((value) => `${literalSql(field, value, parameters)} IS NULL`);
    const { minimum, maximum } = field.constraints;
    const isEmpty =
      minimum !== undefined && maximum !== undefined
        ? `${literalSql(field, minimum, parameters)} > ${literalSql(field, maximum, parameters)}`
        : 'false';
    const result = await connection.runAndReadAll(
      `SELECT [${literals.join(', ')}] AS unfit, ${isEmpty} AS "isEmpty"`,
      parameters.values,
    );
    const [row] = unfitSchema.parse(result.getRowObjectsJson());
    const unfit = values.filter((_, at) => row?.unfit[at]);
    problems.push(...unfit.map((value) => `${place}: “${value}” is not ${describeType(field)}.`));
    if (row?.isEmpty) problems.push(`${place}: the minimum is above the maximum, so nothing would fit.`);
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
  const textBytes = new Map<string, number>();
  const typeOf = async (expression: string) => {
    const scope = { columns: columns.map((column) => column.name), aggregate: false, textBytes };
    const empty = columns.map((column) => `NULL::${column.duckDbType} AS ${quoteIdentifier(column.name)}`);
    const compiled = await compileMeasured(connection, expression, scope);
    const result = await connection.run(
      `SELECT ${compiled.sql} FROM (SELECT ${empty.join(', ')} WHERE false)`,
    );
    return { type: String(result.columnType(0)), textBytes: compiled.textBytes };
  };
  const problems: string[] = [];
  for (const [index, { name, type, as }] of definition.derive.entries()) {
    const problem = await problemOf(async () => {
      const derived = await typeOf(as);
      await refuseUncastable(connection, derived.type, type);
      textBytes.set(name.toLowerCase(), derived.textBytes);
    });
    if (problem) problems.push(`derive[${index}].as: ${problem}`);
    columns.push({ name, duckDbType: DUCKDB_TYPES[type] });
  }
  for (const [index, rule] of definition.rules.entries()) {
    const problem = await problemOf(async () => {
      const { type } = await typeOf(rule.when);
      if (type !== 'BOOLEAN') throw new ExpressionError(`It comes to a ${type}, not to true or false.`);
    });
    if (problem) problems.push(`rules[${index}].when: ${problem}`);
  }
  return problems;
}

/** DuckDB finds out only with a value in hand that a cast does not exist; so one of the type is put together. */
async function refuseUncastable(connection: DuckDBConnection, from: string, to: FieldType): Promise<void> {
  const samples = ['1', '2025-01-31', '08:00:00', '[]'].map((text) => `TRY_CAST('${text}' AS ${from})`);
  const cast = `SELECT CAST(coalesce(${samples.join(', ')}) AS ${DUCKDB_TYPES[to]})`;
  const failure = await failureOf(connection, cast, {});
  if (failure?.includes('Unimplemented type for cast')) {
    throw new ExpressionError(`It comes to a ${from}, of which no ${to} can be made.`);
  }
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
