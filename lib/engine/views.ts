/** Compiles a view of a definition into SQL. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { outputColumns } from '../dataset/definition';
import type { DatasetDefinition, View } from '../dataset/definition';
import { quoteIdentifier } from '../duckdb';
import { compileExpression } from './expression/compile-expression';
import type { ExpressionScope } from './expression/compile-expression';
import { ExpressionError } from './expression/expression-error';
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
  const outputs = outputColumns(definition);
  const columns = [...outputs.map((column) => column.name), 'anomalous'];
  const expressions: { name: string; sql: string }[] = [];
  for (const { name, as } of view.groupBy) {
    const expression = as ?? quoteIdentifier(name);
    const sql = await compileNamed(connection, name, expression, { columns, aggregate: false });
    expressions.push({ name, sql });
  }
  for (const [name, measure] of Object.entries(view.measures)) {
    const sql = await compileNamed(connection, name, measure, { columns, aggregate: true });
    expressions.push({ name, sql });
  }
  const items = expressions.map(({ name, sql }) => `${sql} AS ${quoteIdentifier(name)}`);
  const groups = view.groupBy.map((_, index) => index + 1).join(', ');
  const grouping = groups ? ` GROUP BY ${groups} ORDER BY ${groups}` : '';
  const sql = (relation: string) => `SELECT ${items.join(', ')} FROM ${relation} AS source${grouping}`;
  const emptyColumns = outputs.map(
    (column) => `NULL::${column.duckDbType} AS ${quoteIdentifier(column.name)}`,
  );
  const described = await connection.runAndReadAll(
    sql(`(SELECT ${emptyColumns.join(', ')}, NULL::BOOLEAN AS anomalous WHERE false)`),
  );
  const types = described.columnTypes();
  refuseNested(described.columnNames(), types.map(String));
  return {
    sql,
    columns: described.columnNames().map((name, index) => ({ name, type: String(types[index]) })),
    groups: expressions
      .slice(0, view.groupBy.length)
      .map((group, index) => ({ ...group, type: String(types[index]) })),
  };
}

async function compileNamed(
  connection: DuckDBConnection,
  name: string,
  expression: string,
  scope: ExpressionScope,
): Promise<string> {
  try {
    return await compileExpression(connection, expression, scope);
  } catch (error) {
    if (error instanceof ExpressionError) throw new ExpressionError(`“${name}”: ${error.message}`);
    throw error;
  }
}

/** A list or struct can neither be charted nor written to CSV. */
function refuseNested(names: string[], types: string[]): void {
  const nested = types.findIndex((type) => /[[(]/.test(type.replace(/^DECIMAL\(.*\)$/, 'DECIMAL')));
  if (nested < 0) return;
  throw new ExpressionError(`“${names[nested]}” comes to a ${types[nested]}, not to a single value.`);
}
