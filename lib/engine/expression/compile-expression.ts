/**
 * Makes an expression of a definition safe to put into a statement. DuckDB's own parser reads it, its tree is
 * walked, and the SQL that goes on is written anew from that tree: what was checked is what runs.
 */
import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { AGGREGATE_FUNCTIONS, SCALAR_FUNCTIONS } from './allowed-functions';

export interface ExpressionScope {
  /** The columns it may use. */
  columns: readonly string[];
  /** Whether it stands for a group of rows (a measure) or for one row. */
  aggregate: boolean;
}

/** An expression that is refused; the message is a sentence without the expression's place. */
export class ExpressionError extends Error {}

const treeSchema = z.object({
  statements: z
    .array(
      z.object({
        node: z.looseObject({
          type: z.literal('SELECT_NODE'),
          select_list: z.array(z.unknown()).length(1),
          from_table: z.object({ type: z.literal('EMPTY') }),
          modifiers: z.array(z.unknown()).length(0),
          cte_map: z.object({ map: z.array(z.unknown()).length(0) }),
          where_clause: z.null(),
          group_expressions: z.array(z.unknown()).length(0),
          having: z.null(),
          sample: z.null(),
          qualify: z.null(),
        }),
      }),
    )
    .length(1),
});
const parserErrorSchema = z.object({ error: z.literal(true), error_message: z.string() });
const nodeSchema = z.looseObject({ class: z.string(), type: z.string() });
const rowsSchema = z.array(z.object({ tree: z.string(), sql: z.string().nullable() })).length(1);

const ALLOWED_CLASSES = new Set([
  'COLUMN_REF',
  'CONSTANT',
  'FUNCTION',
  'COMPARISON',
  'CONJUNCTION',
  'OPERATOR',
  'CAST',
  'CASE',
  'BETWEEN',
]);
const REFUSED_CLASSES: Record<string, string> = {
  SUBQUERY: 'Sub-queries are not allowed.',
  WINDOW: 'Window functions are not allowed.',
  STAR: 'A star is allowed in count(*) only.',
  PARAMETER: 'Parameters are not allowed.',
};

/**
 * The expression as SQL of a single value.
 * @throws ExpressionError when it is no expression, or uses anything but `scope` and the allowed functions.
 */
export async function compileExpression(
  connection: DuckDBConnection,
  expression: string,
  scope: ExpressionScope,
): Promise<string> {
  const result = await connection.runAndReadAll(
    `SELECT tree, CASE WHEN tree ->> 'error' = 'false' THEN json_deserialize_sql(tree) END AS sql
     FROM (SELECT json_serialize_sql($statement::VARCHAR) AS tree)`,
    // The line break ends a comment, so that the parenthesis closes.
    { statement: `SELECT (${expression}\n)` },
  );
  const [row] = rowsSchema.parse(result.getRowObjectsJson());
  const tree: unknown = JSON.parse(row?.tree ?? 'null');
  const parserError = parserErrorSchema.safeParse(tree);
  if (parserError.success) {
    throw new ExpressionError(
      `It cannot be read: ${parserError.data.error_message} (a name that is a word of SQL needs double quotes).`,
    );
  }
  const select = treeSchema.safeParse(tree);
  if (!select.success) throw new ExpressionError('It must be one expression and nothing else.');
  for (const statement of select.data.statements) refuseForeign(statement.node.select_list, scope);
  return (row?.sql ?? '').replace(/^SELECT /, '');
}

/** Walks a parser tree; whatever has a class is an expression. */
function refuseForeign(tree: unknown, scope: ExpressionScope): void {
  if (Array.isArray(tree)) {
    for (const part of tree) refuseForeign(part, scope);
    return;
  }
  if (typeof tree !== 'object' || tree === null) return;
  const node = nodeSchema.safeParse(tree);
  if (node.success) refuseNode(node.data, scope);
  for (const part of Object.values(tree)) refuseForeign(part, scope);
}

function refuseNode(node: z.infer<typeof nodeSchema>, scope: ExpressionScope): void {
  if (!ALLOWED_CLASSES.has(node.class)) {
    throw new ExpressionError(REFUSED_CLASSES[node.class] ?? `“${node.class}” is not allowed.`);
  }
  if (node.class === 'COLUMN_REF') refuseColumn(z.array(z.string()).parse(node.column_names), scope);
  if (node.class === 'FUNCTION') refuseFunction(z.string().parse(node.function_name), scope);
}

function refuseColumn(names: string[], scope: ExpressionScope): void {
  const [name = ''] = names;
  const known = scope.columns.map((column) => column.toLowerCase());
  if (names.length === 1 && known.includes(name.toLowerCase())) return;
  throw new ExpressionError(
    `There is no column “${names.join('.')}”; there are ${scope.columns.map((column) => `“${column}”`).join(', ')}.`,
  );
}

function refuseFunction(name: string, scope: ExpressionScope): void {
  const lower = name.toLowerCase();
  if (SCALAR_FUNCTIONS.has(lower)) return;
  if (!AGGREGATE_FUNCTIONS.has(lower)) throw new ExpressionError(`The function “${name}” is not allowed.`);
  if (!scope.aggregate) {
    throw new ExpressionError(`“${name}” counts over many rows; only the measures of a view may.`);
  }
}
