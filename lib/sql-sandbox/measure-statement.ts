/**
 * How long the texts of a statement may become. One query can make its texts longer and hand them to the next, so that
 * looking at each expression alone would not bound them.
 */
import { z } from 'zod';
import { ExpressionError } from './expression-error';
import { childNodes, nodeSchema, type ExpressionNode } from './expression-node';
import { invalidSql } from './invalid-sql';
import { CELL_BYTES, longestText, VALUE_BYTES } from './longest-text';
import type { ParsedSelect } from './parse-select';

const querySchema = z.looseObject({
  type: z.string(),
  cte_map: z.object({ map: z.array(z.object({ key: z.string(), value: z.object({ query: z.unknown() }) })) }),
  modifiers: z.unknown(),
});
const wrappedSchema = z.object({ node: z.unknown() });
const fromSchema = z.looseObject({ type: z.string() });
const aliasSchema = z.object({ alias: z.string() });
const subquerySchema = z.object({ subquery: wrappedSchema });

interface Scope {
  /** How long the texts of each common table expression are, by its name in lower case. */
  ctes: ReadonlyMap<string, number>;
  /** Those of the query around this one. */
  outerBytes: number;
}

/** @throws LakeportError `invalid-sql` when a text could become too long; `refuseStatement` has passed the statement. */
export function measureStatement({ root }: ParsedSelect): void {
  try {
    measureQuery(root, { ctes: new Map(), outerBytes: 0 });
  } catch (error) {
    if (error instanceof ExpressionError) throw invalidSql(error.message, null);
    throw error;
  }
}

function measureQuery(query: unknown, outer: Scope): number {
  const node = querySchema.parse(query);
  const scope = node.cte_map.map.reduce<Scope>(
    (seen, { key, value }) => ({
      ...seen,
      ctes: new Map(seen.ctes).set(key.toLowerCase(), measureWrapped(value.query, seen)),
    }),
    outer,
  );
  if (node.type === 'SET_OPERATION_NODE') {
    const bytes = Math.max(measureQuery(node['left'], scope), measureQuery(node['right'], scope));
    return Math.max(bytes, measureAll(node.modifiers, scope, bytes));
  }
  const { select_list: selected, from_table: from, cte_map: _ctes, ...clauses } = node;
  const fromBytes = Math.max(outer.outerBytes, measureFrom(from, scope));
  const aliases = new Map<string, number>();
  let bytes = 0;
  for (const item of childNodes(selected)) {
    const itemBytes = measure(item, scope, fromBytes, aliases);
    bytes = Math.max(bytes, itemBytes);
    // Later items may use it by its name.
    const { alias } = aliasSchema.parse(item);
    if (alias !== '')
      aliases.set(alias.toLowerCase(), Math.max(itemBytes, aliases.get(alias.toLowerCase()) ?? 0));
  }
  measureAll(clauses, scope, fromBytes, aliases);
  return bytes;
}

function measureWrapped(wrapped: unknown, scope: Scope): number {
  return measureQuery(wrappedSchema.parse(wrapped).node, scope);
}

function measureFrom(from: unknown, scope: Scope): number {
  const { type, ...rest } = fromSchema.parse(from);
  switch (type) {
    case 'EMPTY':
      return 0;
    case 'BASE_TABLE':
      return scope.ctes.get(z.string().parse(rest['table_name']).toLowerCase()) ?? CELL_BYTES;
    case 'SUBQUERY':
      return measureWrapped(rest['subquery'], scope);
    case 'JOIN': {
      const left = measureFrom(rest['left'], scope);
      const outerBytes = Math.max(scope.outerBytes, left);
      const bytes = Math.max(left, measureFrom(rest['right'], { ...scope, outerBytes }));
      measureAll(rest['condition'] ? [rest['condition']] : [], scope, bytes);
      return bytes;
    }
    default:
      // Values, or a function: as long as what they are made of.
      return measureAll(rest, scope, scope.outerBytes);
  }
}

/** The longest of all expressions below a part of the tree. */
function measureAll(part: unknown, scope: Scope, columnBytes: number, aliases?: Aliases): number {
  return childNodes(part).reduce(
    (bytes, child) => Math.max(bytes, measure(child, scope, columnBytes, aliases)),
    0,
  );
}

type Aliases = ReadonlyMap<string, number>;

function measure(
  node: ExpressionNode,
  scope: Scope,
  columnBytes: number,
  aliases: Aliases = new Map(),
): number {
  if (node.class === 'STAR') {
    return Math.max(columnBytes, measureAll({ ...node, class: null }, scope, columnBytes, aliases));
  }
  return longestText(node, {
    ofColumn: (name) => Math.max(columnBytes, VALUE_BYTES, aliases.get(name.toLowerCase()) ?? 0),
    ofSubquery: (subquery) => {
      const outerBytes = Math.max(columnBytes, scope.outerBytes, ...aliases.values());
      const compared = nodeSchema.safeParse(subquery['child']);
      if (compared.success) measure(compared.data, scope, columnBytes, aliases);
      return measureWrapped(subquerySchema.parse(subquery).subquery, { ...scope, outerBytes });
    },
  });
}
