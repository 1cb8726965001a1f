/** An expression as DuckDB's own parser reads it. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { ExpressionError } from '../../sql-sandbox/expression-error';
import { nodeSchema } from '../../sql-sandbox/expression-node';
import type { ExpressionNode } from '../../sql-sandbox/expression-node';

export interface ParsedExpression {
  root: ExpressionNode;
  /** The tree of the whole statement, as DuckDB's JSON. */
  tree: string;
}

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
          group_sets: z.array(z.unknown()).length(0),
          aggregate_handling: z.literal('STANDARD_HANDLING'),
          having: z.null(),
          sample: z.null(),
          qualify: z.null(),
        }),
      }),
    )
    .length(1),
});
const parserErrorSchema = z.object({ error: z.literal(true), error_message: z.string() });
const treesSchema = z.array(z.object({ tree: z.string(), bare: z.string() })).length(1);
const sqlSchema = z.array(z.object({ sql: z.string() })).length(1);

/** @throws ExpressionError when it is anything else than one expression. */
export async function parseExpression(
  connection: DuckDBConnection,
  expression: string,
): Promise<ParsedExpression> {
  const result = await connection.runAndReadAll(
    'SELECT json_serialize_sql($statement::VARCHAR) AS tree, json_serialize_sql($bare::VARCHAR) AS bare',
    // The line break ends a comment, so that the parenthesis closes. Only an expression can be read without
    // parentheses too; `a) WINDOW w AS (ORDER BY a` cannot.
    { statement: `SELECT (${expression}\n)`, bare: `SELECT ${expression}` },
  );
  const [row] = treesSchema.parse(result.getRowObjectsJson());
  refuseUnreadable(readTree(row?.bare));
  const tree = readTree(row?.tree);
  refuseUnreadable(tree);
  const select = treeSchema.safeParse(tree);
  const root = nodeSchema.safeParse(select.data?.statements[0]?.node.select_list[0]);
  if (!root.success) throw new ExpressionError('It must be one expression and nothing else.');
  return { root: root.data, tree: row?.tree ?? '' };
}

/** SQL written anew from the tree, so that what was checked is what runs. */
export async function writeExpression(
  connection: DuckDBConnection,
  { tree }: ParsedExpression,
): Promise<string> {
  const result = await connection.runAndReadAll('SELECT json_deserialize_sql($tree::JSON) AS sql', { tree });
  const [row] = sqlSchema.parse(result.getRowObjectsJson());
  return (row?.sql ?? '').replace(/^SELECT /, '');
}

function readTree(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch (cause) {
    // DuckDB writes an infinite constant in a way that JSON has not.
    throw new ExpressionError('It holds a number that is too large.', { cause });
  }
}

function refuseUnreadable(tree: unknown): void {
  const { success, data } = parserErrorSchema.safeParse(tree);
  if (!success) return;
  throw new ExpressionError(
    `It cannot be read: ${data.error_message} (a name that is a word of SQL needs double quotes).`,
  );
}
