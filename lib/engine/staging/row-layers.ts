/**
 * How a record becomes a row: layers of SQL over the cells of a segment that type every cell, compute the
 * derived columns, apply constraints and rules, and know all that can be wrong with a row.
 */
import type { DuckDBConnection } from '@duckdb/node-api';
import { outputColumns } from '../../dataset/definition';
import type { DatasetDefinition } from '../../dataset/definition';
import type { Dialect } from '../../dataset/dialect';
import { DUCKDB_TYPES } from '../../dataset/field';
import type { Field } from '../../dataset/field';
import { quoteIdentifier } from '../../duckdb';
import { compileExpression } from '../expression/compile-expression';
import type { FileLayout } from '../scan/file-layout';
import { castSql, describeType } from '../typing/cast-sql';
import { constraintChecks, shownSql } from '../typing/constraint-checks';
import type { RowCheck } from '../typing/constraint-checks';
import { SqlParameters } from '../typing/sql-parameters';
import { cellColumn } from './segment-sql';

export interface RowLayersInput {
  /** With the fields of the layout. */
  definition: DatasetDefinition;
  layout: FileLayout;
  /** Null for rows whose missing values are marked as such in their format, as in JSON. */
  dialect: Dialect | null;
  /** Values of the columns that come from the file's name. */
  pathValues: ReadonlyMap<string, string | null>;
}

/** SQL over a relation with the columns of `segmentSql`. */
export interface RowLayers {
  /**
   * Adds to a relation the output columns and hidden fields, each rule's result as `ruleColumn` names it, and
   * for each field whose bad values are discarded whether that was done, as `discardedColumn` names it.
   */
  over(relation: string): string;
  /** All that refuses a row. */
  checks: RowCheck[];
  /** Fields whose bad values are discarded. */
  discardable: Field[];
  parameters: SqlParameters;
}

interface Layer {
  add?: string[];
  replace?: string[];
}

/** @throws ExpressionError for an expression that `checkDefinition` would refuse. */
export async function planRowLayers(connection: DuckDBConnection, input: RowLayersInput): Promise<RowLayers> {
  const { definition } = input;
  const parameters = new SqlParameters();
  const checks: RowCheck[] = [];
  const types = typeLayers(input, parameters);
  const derived = await deriveLayers(connection, definition, parameters, checks);
  const rules = await ruleLayer(connection, definition, parameters, checks);
  const layers = [textLayer(input, parameters), ...types.layers, ...derived, rules];
  return {
    over: (relation) => layers.reduce(layerSql, relation),
    checks: [...types.checks, ...checks, ...keyChecks(definition, parameters)],
    discardable: types.discardable,
    parameters,
  };
}

/** The column with a rule's result: true, false or NULL. */
export function ruleColumn(index: number): string {
  return `_rule${index}`;
}

/** The column that says whether the value of a discardable field was discarded. */
export function discardedColumn(index: number): string {
  return `_discarded${index}`;
}

/** SQL that is true where one of the conditions is, and else false, also where all that are not false are NULL. */
export function anyOf(conditions: readonly string[]): string {
  if (conditions.length === 0) return 'false';
  return `coalesce(${conditions.map((condition) => `(${condition})`).join(' OR ')}, false)`;
}

function layerSql(relation: string, { add = [], replace = [] }: Layer): string {
  if (add.length + replace.length === 0) return relation;
  const star = replace.length > 0 ? `* REPLACE (${replace.join(', ')})` : '*';
  return `SELECT ${[star, ...add].join(', ')} FROM (${relation})`;
}

/** The column with a field's text, NULL where the value is missing. */
function textColumn(index: number): string {
  return `_text${index}`;
}

function textLayer({ definition, layout, dialect }: RowLayersInput, parameters: SqlParameters): Layer {
  const add = definition.schema.fields.map((field, index) => {
    const cell = layout.cellOfField[index] ?? null;
    if (cell === null) return `NULL::VARCHAR AS ${textColumn(index)}`;
    let text = cellColumn(cell);
    if (dialect?.skipInitialSpace) {
      // The scanner has taken the spaces away itself wherever a record holds quotes.
      text = `CASE WHEN regexp_full_match(_place, '[0-9]+') THEN ltrim(${text}, ' ') ELSE ${text} END`;
    }
    const missing = new Set(field.missingValues ?? definition.schema.missingValues);
    if (dialect?.nullSequence !== undefined) missing.add(dialect.nullSequence);
    // A delimited text cannot tell a missing value from an empty text: the definition must.
    if (dialect !== null && !missing.has('')) text = `coalesce(${text}, '')`;
    else if (dialect !== null && !dialect.skipInitialSpace) missing.delete('');
    if (missing.size > 0) text = `CASE WHEN ${text} NOT IN ${parameters.list([...missing])} THEN ${text} END`;
    return `${text} AS ${textColumn(index)}`;
  });
  return { add };
}

function typeLayers({ definition, pathValues }: RowLayersInput, parameters: SqlParameters) {
  const checks: RowCheck[] = [];
  const discardable: Field[] = [];
  const discarding: Required<Layer> = { add: [], replace: [] };
  const add = [...pathValues].map(([name, value]) => {
    return `${value === null ? 'NULL::VARCHAR' : parameters.text(value)} AS ${quoteIdentifier(name)}`;
  });
  for (const [index, field] of definition.schema.fields.entries()) {
    const text = textColumn(index);
    const column = quoteIdentifier(field.name);
    const fieldChecks = checksOf(field, text, parameters);
    add.push(`${castSql(field, text, parameters)} AS ${column}`);
    if (isDiscardable(definition, field) && fieldChecks.length > 0) {
      const isBad = anyOf(fieldChecks.map((check) => check.condition));
      discarding.replace.push(`CASE WHEN NOT ${isBad} THEN ${column} END AS ${column}`);
      discarding.add.push(`${isBad} AS ${discardedColumn(discardable.length)}`);
      discardable.push(field);
    } else {
      checks.push(...fieldChecks);
    }
  }
  return { layers: [{ add }, discarding], checks, discardable };
}

/** A row without a required value or its whole key is of no use, so those are never discarded. */
function isDiscardable({ contract, schema }: DatasetDefinition, field: Field): boolean {
  const isNeeded = field.constraints.required === true || schema.primaryKey.includes(field.name);
  return contract === 'discard_value' && !isNeeded;
}

function checksOf(field: Field, text: string, parameters: SqlParameters): RowCheck[] {
  const value = quoteIdentifier(field.name);
  const constraints = constraintChecks(field, text, value, parameters);
  if (field.type === 'string' && field.format === 'default') return constraints;
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
): Promise<Layer[]> {
  const columns = baseColumnNames(definition);
  const layers: Layer[] = [];
  for (const [index, { name, type, as }] of definition.derive.entries()) {
    const expression = await compileExpression(connection, as, { columns, aggregate: false });
    const tried = `_derived${index}`;
    layers.push({ add: [`${triedSql(`CAST(${expression} AS ${DUCKDB_TYPES[type]})`)} AS ${tried}`] });
    // An infinite quotient is no value: it is missing, as a division by zero of whole numbers is in SQL.
    const value = `struct_extract(${tried}, 'value')`;
    const kept = type === 'number' ? `CASE WHEN isfinite(${value}) THEN ${value} + 0.0 END` : value;
    layers.push({ add: [`${kept} AS ${quoteIdentifier(name)}`] });
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
): Promise<Layer> {
  const columns = [...baseColumnNames(definition), ...definition.derive.map((column) => column.name)];
  const add: string[] = [];
  for (const [index, rule] of definition.rules.entries()) {
    const expression = await compileExpression(connection, rule.when, { columns, aggregate: false });
    add.push(`${triedSql(`CAST(${expression} AS BOOLEAN)`)} AS ${ruleColumn(index)}`);
    checks.push({
      code: 'type-error',
      column: null,
      condition: `${ruleColumn(index)} IS NULL`,
      message: parameters.text(`The rule “${rule.name}” cannot be applied to this row.`),
    });
  }
  return { add };
}

/**
 * A struct of the value, or NULL where the expression raises an error: TRY alone would make that look like a
 * missing value. The CASE keeps DuckDB from moving parts of the expression out of the TRY when they recur.
 */
function triedSql(value: string): string {
  return `CASE WHEN _line >= 0 THEN TRY(struct_pack("value" := ${value})) END`;
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
