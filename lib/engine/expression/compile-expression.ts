/**
 * Makes an expression of a definition safe to put into a statement. DuckDB's own parser reads it, its tree is
 * walked, and the SQL that goes on is written anew from that tree.
 */
import type { DuckDBConnection } from '@duckdb/node-api';
import { longestText } from './longest-text';
import { parseExpression, writeExpression } from './parse-expression';
import { refuseForeign } from './refuse-foreign';

export interface ExpressionScope {
  /** The columns it may use. */
  columns: readonly string[];
  /** Whether it stands for a group of rows (a measure) or for one row. */
  aggregate: boolean;
  /** How long the texts of derived columns may become; other columns count as cells of a usual length. */
  textBytes?: ReadonlyMap<string, number>;
}

interface CompiledExpression {
  /** SQL of a single value. */
  sql: string;
  /** How long the value may become as text, where cells have a usual length. */
  textBytes: number;
}

/**
 * The expression as SQL of a single value.
 * @throws ExpressionError when it is no expression, or uses anything but `scope` and the allowed functions.
 */
export async function compileExpression(
  connection: DuckDBConnection,
  expression: string,
  scope: ExpressionScope,
): Promise<string> {
  return (await compileMeasured(connection, expression, scope)).sql;
}

/** The same, with what is known of the value's size. */
export async function compileMeasured(
  connection: DuckDBConnection,
  expression: string,
  scope: ExpressionScope,
): Promise<CompiledExpression> {
  const parsed = await parseExpression(connection, expression);
  refuseForeign(parsed.root, scope);
  const textBytes = longestText(parsed.root, scope.textBytes);
  return { sql: await writeExpression(connection, parsed), textBytes };
}
