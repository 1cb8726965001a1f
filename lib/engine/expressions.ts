/** Checks of a definition that need DuckDB: its expressions, patterns and the values in its constraints. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { invalidDefinition } from '../dataset/definition';
import type { DatasetDefinition } from '../dataset/definition';
import type { DefinitionIssue } from '../dataset/definition-issue';
import { DUCKDB_TYPES } from '../dataset/field';
import type { Field, FieldType } from '../dataset/field';
import { pathColumnNames } from '../dataset/from-path';
import { quoteIdentifier } from '../duckdb';
import { compileMeasured } from './expression/compile-expression';
import { ExpressionError } from '../sql-sandbox/expression-error';
import { withParser } from './expression/open-parser';
import { describeType } from './typing/cast-sql';
import { boundsOf } from './typing/constraint-checks';
import { literalSql } from './typing/literal-sql';
import { SqlParameters } from './typing/sql-parameters';
import { checkViewColumn, viewColumns } from './views';

const unfitSchema = z
  .array(z.object({ unfit: z.array(z.boolean()), isEmpty: z.boolean().nullable() }))
  .length(1);

/**
 * To be passed before a definition is saved.
 * @throws LakeportError `invalid-definition`, naming every problem with its place.
 */
export async function checkDefinition(definition: DatasetDefinition): Promise<void> {
  const issues = await findIssues(definition);
  if (issues.length > 0) throw invalidDefinition(issues);
}

/** What keeps a definition from working, as far as DuckDB can tell. */
export function findIssues(definition: DatasetDefinition): Promise<DefinitionIssue[]> {
  return withParser(async (connection) => [
    ...(await patternIssues(connection, definition)),
    ...(await valueIssues(connection, definition.schema.fields)),
    ...(await rowExpressionIssues(connection, definition)),
    ...(await viewIssues(connection, definition)),
  ]);
}

/** RE2 has no look-around and no back-references, so an expression that works elsewhere may not here. */
async function patternIssues(
  connection: DuckDBConnection,
  definition: DatasetDefinition,
): Promise<DefinitionIssue[]> {
  const patterns = definition.schema.fields.flatMap((field, index) => {
    const { pattern } = field.constraints;
    return pattern === undefined ? [] : [{ path: `schema.fields[${index}].constraints.pattern`, pattern }];
  });
  if (definition.fromPath) {
    patterns.push({ path: 'fromPath.pattern', pattern: re2Pattern(definition.fromPath.pattern) });
  }
  const issues: DefinitionIssue[] = [];
  for (const { path, pattern } of patterns) {
    const message = await failureOf(connection, `SELECT regexp_matches('', $value::VARCHAR)`, {
      value: pattern,
    });
    if (message) issues.push({ path, message });
  }
  return issues;
}

/** JavaScript and RE2 write a named group differently. */
export function re2Pattern(pattern: string): string {
  return pattern.replaceAll(/\(\?<(?=[A-Za-z_])/g, '(?P<');
}

/** Values of constraints that are none of their field's type, and bounds that leave nothing between them. */
async function valueIssues(
  connection: DuckDBConnection,
  fields: readonly Field[],
): Promise<DefinitionIssue[]> {
  const issues: DefinitionIssue[] = [];
  for (const [index, field] of fields.entries()) {
    const path = `schema.fields[${index}].constraints`;
    const values = [
      ...boundsOf(field).map(({ name, limit }) => ({ path: `${path}.${name}`, value: limit })),
      ...(field.constraints.enum ?? []).map((value, at) => ({ path: `${path}.enum[${at}]`, value })),
    ];
    if (values.length === 0) continue;
    const parameters = new SqlParameters();
    const literals = values.map(({ value }) => `${literalSql(field, value, parameters)} IS NULL`);
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
    for (const { path: at, value } of unfit) {
      issues.push({ path: at, message: `“${value}” is not ${describeType(field)}.` });
    }
    if (row?.isEmpty) {
      const message = 'the minimum is above the maximum, so nothing would fit.';
      issues.push({ path: `${path}.minimum`, message });
    }
  }
  return issues;
}

async function rowExpressionIssues(
  connection: DuckDBConnection,
  definition: DatasetDefinition,
): Promise<DefinitionIssue[]> {
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
  const issues: DefinitionIssue[] = [];
  for (const [index, { name, type, as }] of definition.derive.entries()) {
    const message = await problemOf(async () => {
      const derived = await typeOf(as);
      await refuseUncastable(connection, derived.type, type);
      textBytes.set(name.toLowerCase(), derived.textBytes);
    });
    if (message) issues.push({ path: `derive[${index}].as`, message });
    columns.push({ name, duckDbType: DUCKDB_TYPES[type] });
  }
  for (const [index, rule] of definition.rules.entries()) {
    const message = await problemOf(async () => {
      const { type } = await typeOf(rule.when);
      if (type !== 'BOOLEAN') throw new ExpressionError(`It comes to a ${type}, not to true or false.`);
    });
    if (message) issues.push({ path: `rules[${index}].when`, message });
  }
  return issues;
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

/** Column by column, so that each has its own place; they do not depend on each other. */
async function viewIssues(
  connection: DuckDBConnection,
  definition: DatasetDefinition,
): Promise<DefinitionIssue[]> {
  const issues: DefinitionIssue[] = [];
  for (const [index, view] of definition.views.entries()) {
    for (const column of viewColumns(definition, view)) {
      const message = await problemOf(() => checkViewColumn(connection, definition, column));
      if (message) issues.push({ path: `views[${index}].${column.path}`, message });
    }
  }
  return issues;
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
