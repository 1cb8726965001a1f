/**
 * How a record becomes a row: one SELECT over the cells of a segment that types every cell, computes the
 * derived columns, applies constraints and rules, and says all that is wrong with each row.
 */
import type { DuckDBConnection } from '@duckdb/node-api';
import { outputColumns } from '../../dataset/definition';
import type { DatasetDefinition } from '../../dataset/definition';
import { namedDialect } from '../../dataset/dialect';
import { DUCKDB_TYPES } from '../../dataset/field';
import type { Field } from '../../dataset/field';
import { quoteIdentifier } from '../../duckdb';
import { compileExpression } from '../expression/compile-expression';
import type { FileLayout } from '../scan/file-layout';
import type { Segment } from '../scan/segment-file';
import { castSql, describeType } from '../typing/cast-sql';
import { constraintChecks, shownSql } from '../typing/constraint-checks';
import type { RowCheck } from '../typing/constraint-checks';
import { identitySql } from '../typing/identity-sql';
import { SqlParameters } from '../typing/sql-parameters';
import { cellColumn, rawSql, segmentSql } from './segment-sql';
import type { SegmentReader } from './segment-sql';

const PROBLEMS_TYPE = 'STRUCT("column" VARCHAR, code VARCHAR, message VARCHAR)[]';

export interface RowPlan {
  reader: SegmentReader;
  /**
   * The rows of a segment: `_line`, the output columns, `_flags VARCHAR[]`, `_anomalous BOOLEAN`, `_key UUID`,
   * and for a refused row `_problems STRUCT(column, code, message)[]`, `_offset` and `_raw`, else NULL.
   */
  sql(segment: Segment): string;
  /** The values of the statement's parameters. */
  values: Record<string, string>;
}

export interface RowPlanInput {
  definition: DatasetDefinition;
  layout: FileLayout;
  /** Values of the columns that come from the file's name. */
  pathValues: ReadonlyMap<string, string | null>;
  recordBytesMax: number;
}

/** @throws ExpressionError for an expression that `checkDefinition` would refuse. */
export async function planRows(connection: DuckDBConnection, input: RowPlanInput): Promise<RowPlan> {
  const { definition, layout, recordBytesMax } = input;
  const reader = { dialect: namedDialect(definition.dialect), width: layout.width, recordBytesMax };
  const parameters = new SqlParameters();
  const checks: RowCheck[] = [];
  const layers = [
    textLayer(input, parameters),
    typeLayer(input, parameters, checks),
    ...(await deriveLayers(connection, definition, parameters, checks)),
    await ruleLayer(connection, definition, parameters, checks),
  ];
  checks.push(...keyChecks(definition, parameters));
  layers.push([`${anyOf(checks.map((check) => check.condition))} AS _bad`]);
  const outputs = finalColumns(definition, reader, checks, parameters);
  return {
    reader,
    values: parameters.values,
    sql: (segment) => {
      const rows = layers.reduce(
        (inner, items) => (items.length === 0 ? inner : `SELECT *, ${items.join(', ')} FROM (${inner})`),
        segmentSql(segment, reader),
      );
      return `SELECT ${outputs.join(', ')} FROM (${rows})`;
    },
  };
}

/** The column with a field's text, NULL where the value is missing. */
function textColumn(index: number): string {
  return `_text${index}`;
}

function textLayer({ definition, layout }: RowPlanInput, parameters: SqlParameters): string[] {
  const { skipInitialSpace, nullSequence } = namedDialect(definition.dialect);
  return definition.schema.fields.map((field, index) => {
    const cell = layout.cellOfField[index] ?? null;
    if (cell === null) return `NULL::VARCHAR AS ${textColumn(index)}`;
    let text = cellColumn(cell);
    // The scanner has taken the spaces away itself wherever a record holds quotes.
    if (skipInitialSpace) text = `CASE WHEN _quoting IS NULL THEN ltrim(${text}, ' ') ELSE ${text} END`;
    const missing = new Set([...(field.missingValues ?? definition.schema.missingValues)]);
    if (nullSequence !== undefined) missing.add(nullSequence);
    if (!missing.has('')) text = `coalesce(${text}, '')`;
    else if (!skipInitialSpace) missing.delete('');
    if (missing.size > 0) text = `CASE WHEN ${text} NOT IN ${parameters.list([...missing])} THEN ${text} END`;
    return `${text} AS ${textColumn(index)}`;
  });
}

function typeLayer({ definition, pathValues }: RowPlanInput, parameters: SqlParameters, checks: RowCheck[]) {
  const fromPath = [...pathValues].map(([name, value]) => {
    return `${value === null ? 'NULL::VARCHAR' : parameters.text(value)} AS ${quoteIdentifier(name)}`;
  });
  const fields = definition.schema.fields.map((field, index) => {
    checks.push(...fieldChecks(field, textColumn(index), parameters));
    return `${castSql(field, textColumn(index), parameters)} AS ${quoteIdentifier(field.name)}`;
  });
  return [...fromPath, ...fields];
}

function fieldChecks(field: Field, text: string, parameters: SqlParameters): RowCheck[] {
  const value = quoteIdentifier(field.name);
  const constraints = constraintChecks(field, text, value, parameters);
  if (field.type === 'string') return constraints;
  const typeError: RowCheck = {
    code: 'type-error',
    column: field.name,
    condition: `${text} IS NOT NULL AND ${value} IS NULL`,
    message: `${shownSql(text)} || ${parameters.text(` is not ${describeType(field)}.`)}`,
  };
  return [typeError, ...constraints];
}

/** One layer for each derived column, so that it may use those before it. */
async function deriveLayers(
  connection: DuckDBConnection,
  definition: DatasetDefinition,
  parameters: SqlParameters,
  checks: RowCheck[],
): Promise<string[][]> {
  const columns = baseColumnNames(definition);
  const layers: string[][] = [];
  for (const [index, { name, type, as }] of definition.derive.entries()) {
    const expression = await compileExpression(connection, as, { columns, aggregate: false });
    const tried = `_derived${index}`;
    layers.push([`${triedSql(`CAST(${expression} AS ${DUCKDB_TYPES[type]})`)} AS ${tried}`]);
    // An infinite quotient is no value: it is missing, as a division by zero of whole numbers is in SQL.
    const value = `struct_extract(${tried}, 'value')`;
    const kept = type === 'number' ? `CASE WHEN isfinite(${value}) THEN ${value} + 0.0 END` : value;
    layers.push([`${kept} AS ${quoteIdentifier(name)}`]);
    checks.push({
      code: 'type-error',
      column: name,
      condition: `${tried} IS NULL`,
      message: parameters.text(`“${name}” cannot be computed for this row.`),
    });
    columns.push(name);
  }
  return layers;
}

async function ruleLayer(
  connection: DuckDBConnection,
  definition: DatasetDefinition,
  parameters: SqlParameters,
  checks: RowCheck[],
): Promise<string[]> {
  const columns = [...baseColumnNames(definition), ...definition.derive.map((column) => column.name)];
  const items: string[] = [];
  for (const [index, rule] of definition.rules.entries()) {
    const expression = await compileExpression(connection, rule.when, { columns, aggregate: false });
    items.push(`${triedSql(`CAST(${expression} AS BOOLEAN)`)} AS ${ruleColumn(index)}`);
    checks.push({
      code: 'type-error',
      column: null,
      condition: `${ruleColumn(index)} IS NULL`,
      message: parameters.text(`The rule “${rule.name}” cannot be applied to this row.`),
    });
  }
  return items;
}

/**
 * A struct of the value, or NULL where the expression raises an error: TRY alone would make that look like a
 * missing value. The CASE keeps DuckDB from moving parts of the expression out of the TRY when they recur.
 */
function triedSql(value: string): string {
  return `CASE WHEN _line >= 0 THEN TRY(struct_pack("value" := ${value})) END`;
}

/** The column with a rule's result, as `triedSql` gives it. */
function ruleColumn(index: number): string {
  return `_rule${index}`;
}

function baseColumnNames(definition: DatasetDefinition): string[] {
  const derived = new Set(definition.derive.map((column) => column.name));
  const visible = outputColumns(definition).filter((column) => !derived.has(column.name));
  const hidden = definition.schema.fields.filter((field) => field.hidden);
  return [...visible, ...hidden].map((column) => column.name);
}

/** A row without its whole key could never be found again. */
function keyChecks(definition: DatasetDefinition, parameters: SqlParameters): RowCheck[] {
  const { fields, primaryKey } = definition.schema;
  return primaryKey.flatMap((name) => {
    const index = fields.findIndex((field) => field.name === name);
    if (fields[index]?.constraints.required) return [];
    return {
      code: 'constraint-error',
      column: name,
      condition: `${index < 0 ? quoteIdentifier(name) : textColumn(index)} IS NULL`,
      message: parameters.text(`“${name}” is part of the key and must not be missing.`),
    };
  });
}

function finalColumns(
  definition: DatasetDefinition,
  reader: SegmentReader,
  checks: RowCheck[],
  parameters: SqlParameters,
): string[] {
  const outputs = outputColumns(definition);
  const rules = definition.rules.map((rule, index) => ({
    ...rule,
    column: `struct_extract(${ruleColumn(index)}, 'value')`,
  }));
  const flags = rules.map((rule) => `CASE WHEN ${rule.column} THEN ${parameters.text(rule.name)} END`);
  const problems = checks.map((check) => problemSql(check, parameters));
  const review = rules.filter((rule) => rule.route === 'anomalies');
  const keyColumns = definition.schema.primaryKey.flatMap((name) =>
    outputs.filter((column) => column.name === name),
  );
  return [
    '_line',
    'CASE WHEN _bad THEN _offset END AS _offset',
    ...outputs.map((column) => quoteIdentifier(column.name)),
    `CASE WHEN ${anyOf(rules.map((rule) => rule.column))} THEN ${presentOf(flags)} ELSE []::VARCHAR[] END AS _flags`,
    `${anyOf(review.map((rule) => rule.column))} AS _anomalous`,
    `${keyColumns.length > 0 ? identitySql(keyColumns) : 'NULL::UUID'} AS _key`,
    `CASE WHEN _bad THEN ${presentOf(problems)} END::${PROBLEMS_TYPE} AS _problems`,
    `CASE WHEN _bad THEN ${rawSql(reader)} END AS _raw`,
  ];
}

function problemSql({ code, column, condition, message }: RowCheck, parameters: SqlParameters): string {
  const name = column === null ? 'NULL::VARCHAR' : parameters.text(column);
  return `CASE WHEN ${condition} THEN struct_pack("column" := ${name}, code := '${code}', message := ${message}) END`;
}

/** A list of those values that are not NULL. */
function presentOf(values: string[]): string {
  if (values.length === 0) return 'NULL';
  return `list_filter([${values.join(', ')}], lambda value : value IS NOT NULL)`;
}

function anyOf(conditions: string[]): string {
  if (conditions.length === 0) return 'false';
  return `(${conditions.map((condition) => `coalesce(${condition}, false)`).join(' OR ')})`;
}
