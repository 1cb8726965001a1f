/** A statement as DuckDB's own parser reads it: text in, tree out, nothing is run. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { invalidSql, positionAt } from './invalid-sql';

/** A longer statement is no question of a person. */
const SQL_CHARACTERS_MAX = 20_000;

export interface ParsedSelect {
  /** As it was given. */
  sql: string;
  /** DuckDB's JSON of it, from which it can be written again. */
  tree: string;
  /** The query. */
  root: unknown;
  /** Whether it says itself how many rows it wants at most. */
  isLimited: boolean;
}

const treeSchema = z.object({
  statements: z.array(
    z.object({ node: z.unknown(), named_param_map: z.array(z.unknown()).max(0).optional() }),
  ),
});
const limitedSchema = z.object({
  modifiers: z
    .array(z.object({ type: z.string() }))
    .refine((all) => all.some(({ type }) => type.startsWith('LIMIT_'))),
});
const refusalSchema = z.object({
  error: z.literal(true),
  error_type: z.string(),
  error_message: z.string(),
  position: z.unknown().optional(),
});
const treesSchema = z.array(z.object({ tree: z.string() })).length(1);
const writtenSchema = z.array(z.object({ sql: z.string() })).length(1);

const ONE_SELECT = 'Write one SELECT, or WITH … SELECT.';

/** @throws LakeportError `invalid-sql` when it is anything else than one SELECT */
export async function parseSelect(connection: DuckDBConnection, sql: string): Promise<ParsedSelect> {
  if (sql.trim() === '') throw invalidSql('There is no statement.', null, ONE_SELECT);
  if (sql.length > SQL_CHARACTERS_MAX) {
    throw invalidSql(`The statement is longer than ${SQL_CHARACTERS_MAX} characters.`, null);
  }
  // A nul byte would end the text for the parser, and not for those who read it.
  if (sql.includes('\0')) throw invalidSql('The statement holds a nul character.', null);
  const result = await connection.runAndReadAll('select json_serialize_sql($sql::varchar) as tree', { sql });
  const [row] = treesSchema.parse(result.getRowObjectsJson());
  const tree = row?.tree ?? '';
  const parsed = readTree(tree);
  const refusal = refusalSchema.safeParse(parsed);
  if (refusal.success) throw explainRefusal(sql, refusal.data);
  const statements = treeSchema.safeParse(parsed);
  if (!statements.success)
    throw invalidSql('Parameters are not allowed.', null, 'Write the values themselves.');
  const [first, second] = statements.data.statements;
  if (!first || second) throw invalidSql('There must be exactly one statement.', null, ONE_SELECT);
  return { sql, tree, root: first.node, isLimited: limitedSchema.safeParse(first.node).success };
}

/** SQL written anew from the tree, so that what was checked is what runs. */
export async function writeSelect(connection: DuckDBConnection, { tree }: ParsedSelect): Promise<string> {
  const result = await connection.runAndReadAll('select json_deserialize_sql($tree::json) as sql', { tree });
  const [row] = writtenSchema.parse(result.getRowObjectsJson());
  return row?.sql ?? '';
}

function readTree(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    // DuckDB writes an infinite constant in a way that JSON has not.
    throw Object.assign(invalidSql('It holds a number that is too large.', null), { cause });
  }
}

function explainRefusal(sql: string, refusal: z.infer<typeof refusalSchema>) {
  if (refusal.error_type === 'not implemented') {
    return invalidSql('Only reading is possible here.', null, ONE_SELECT);
  }
  const sentence = `${refusal.error_message.replace(/[.!]$/, '')}.`;
  return invalidSql(sentence, positionAt(sql, refusal.position));
}
