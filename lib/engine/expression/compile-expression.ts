/**
 * Makes an expression of a definition safe to put into a statement. DuckDB's own parser reads it, its tree is
 * walked, and the SQL that goes on is written anew from that tree.
 */
import type { DuckDBConnection } from '@duckdb/node-api';
import { CELL_BYTES, longestText } from '../../sql-sandbox/longest-text';
import { parseExpression, writeExpression } from './parse-expression';
import type { ExpressionNode } from '../../sql-sandbox/expression-node';
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
  const { root, sql } = await readExpression(connection, expression);
  refuseForeign(root, scope);
  const ofColumn = (name: string) => scope.textBytes?.get(name.toLowerCase()) ?? CELL_BYTES;
  return { sql, textBytes: longestText(root, { ofColumn, ofSubquery: () => CELL_BYTES }) };
}

interface ReadExpression {
  root: ExpressionNode;
  /** Written anew from the tree, not yet checked against a scope. */
  sql: string;
}

/** A dataset's few expressions are read again with every file; DuckDB takes some milliseconds for each. */
const read = new Map<string, ReadExpression>();
const READ_MAX = 1000;

async function readExpression(connection: DuckDBConnection, expression: string): Promise<ReadExpression> {
  const known = read.get(expression);
  if (known) return known;
  const parsed = await parseExpression(connection, expression);
  const found = { root: parsed.root, sql: await writeExpression(connection, parsed) };
  if (read.size >= READ_MAX) read.clear();
  read.set(expression, found);
  return found;
}
