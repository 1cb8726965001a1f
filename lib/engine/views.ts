/** Compiles a view of a definition into SQL. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { outputColumns } from '../dataset/definition';
import type { DatasetDefinition, View } from '../dataset/definition';
import { quoteIdentifier } from '../duckdb';
import { compileExpression } from './expression/compile-expression';
import type { ExpressionScope } from './expression/compile-expression';
import { ExpressionError } from '../sql-sandbox/expression-error';
import { withParser } from './expression/open-parser';

export interface CompiledView {
  /**
   * A SELECT over `relation`, SQL that can stand behind FROM and has the dataset's output columns and
   * `anomalous BOOLEAN`. Its rows are sorted by the group columns.
   */
  sql(relation: string): string;
  /** The result's columns with their DuckDB types. */
  columns: { name: string; type: string }[];
  /** What a row belongs to: for each group column an expression over one row, and its DuckDB type. */
  groups: { name: string; sql: string; type: string }[];
}

/** @throws ExpressionError for an expression that `checkDefinition` would refuse. */
export function compileView(definition: DatasetDefinition, view: View): Promise<CompiledView> {
  return withParser((connection) => compileViewOn(connection, definition, view));
}

/** The same on a connection that is there already. */
export async function compileViewOn(
  connection: DuckDBConnection,
  definition: DatasetDefinition,
  view: View,
): Promise<CompiledView> {
  const expressions: { name: string; sql: string }[] = [];
  for (const column of viewColumns(definition, view)) {
    expressions.push({ name: column.name, sql: await compileNamed(connection, column) });
  }
  const items = expressions.map(({ name, sql }) => `${sql} AS ${quoteIdentifier(name)}`);
  const groups = view.groupBy.map((_, index) => index + 1).join(', ');
  const grouping = groups ? ` GROUP BY ${groups} ORDER BY ${groups}` : '';
  const sql = (relation: string) => `SELECT ${items.join(', ')} FROM ${relation} AS source${grouping}`;
  const columns = await describeSingles(connection, sql(noRowsSql(definition)));
  return {
    sql,
    columns,
    groups: expressions
      .slice(0, view.groupBy.length)
      .map((group, index) => ({ ...group, type: columns[index]?.type ?? '' })),
  };
}

/** A column of a view as the definition has it. */
export interface ViewColumn {
  /** Within the view: `groupBy[0]` or `measures.total`. */
  path: string;
  name: string;
  expression: string;
  scope: ExpressionScope;
}

/** The columns of a view: its groups, then its measures. */
export function viewColumns(definition: DatasetDefinition, view: View): ViewColumn[] {
  const columns = [...outputColumns(definition).map((column) => column.name), 'anomalous'];
  return [
    ...view.groupBy.map(({ name, as }, index) => ({
      path: as === undefined ? `groupBy[${index}]` : `groupBy[${index}].as`,
      name,
      expression: as ?? quoteIdentifier(name),
      scope: { columns, aggregate: false },
    })),
    ...Object.entries(view.measures).map(([name, expression]) => ({
      path: `measures.${name}`,
      name,
      expression,
      scope: { columns, aggregate: true },
    })),
  ];
}

/**
 * What one column of a view comes to.
 * @throws ExpressionError where it cannot be used.
 */
export async function checkViewColumn(
  connection: DuckDBConnection,
  definition: DatasetDefinition,
  { name, expression, scope }: ViewColumn,
): Promise<void> {
  const sql = await compileExpression(connection, expression, scope);
  await describeSingles(
    connection,
    `SELECT ${sql} AS ${quoteIdentifier(name)} FROM ${noRowsSql(definition)} AS source`,
  );
}

/** SQL that can stand behind FROM, with the columns of a view's rows and no row. */
function noRowsSql(definition: DatasetDefinition): string {
  const columns = outputColumns(definition).map(
    ({ name, duckDbType }) => `NULL::${duckDbType} AS ${quoteIdentifier(name)}`,
  );
  return `(SELECT ${columns.join(', ')}, NULL::BOOLEAN AS anomalous WHERE false)`;
}

async function describeSingles(
  connection: DuckDBConnection,
  sql: string,
): Promise<{ name: string; type: string }[]> {
  const described = await connection.runAndReadAll(sql);
  const types = described.columnTypes();
  const columns = described.columnNames().map((name, index) => ({ name, type: String(types[index]) }));
  refuseNested(columns);
  return columns;
}

async function compileNamed(
  connection: DuckDBConnection,
  { name, expression, scope }: ViewColumn,
): Promise<string> {
  try {
    return await compileExpression(connection, expression, scope);
  } catch (error) {
    if (error instanceof ExpressionError) throw new ExpressionError(`“${name}”: ${error.message}`);
    throw error;
  }
}

/** A list or struct can neither be charted nor written to CSV. */
function refuseNested(columns: readonly { name: string; type: string }[]): void {
  const nested = columns.find(({ type }) => /[[(]/.test(type.replace(/^DECIMAL\(.*\)$/, 'DECIMAL')));
  if (!nested) return;
  throw new ExpressionError(`“${nested.name}” comes to a ${nested.type}, not to a single value.`);
}
