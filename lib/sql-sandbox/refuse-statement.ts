/**
 * What a SELECT of a stranger may be made of. Whatever is not named here is refused: each node of the tree has a class
 * or a type, and an unknown one is none of those that have been thought about.
 */
import { z } from 'zod';
import { ALLOWED_AGGREGATES, ALLOWED_SCALARS } from './allowed-functions';
import { ExpressionError } from './expression-error';
import { nodeSchema, type ExpressionNode } from './expression-node';
import { invalidSql, positionAt } from './invalid-sql';
import { refuseIndirectCall, refuseType } from './refuse-indirect';
import type { ParsedSelect } from './parse-select';

/** DuckDB stops at 1000 by itself. */
const DEPTH_MAX = 500;

const CLASSES = new Set(
  'COLUMN_REF CONSTANT FUNCTION COMPARISON CONJUNCTION OPERATOR CAST CASE BETWEEN STAR SUBQUERY WINDOW'.split(
    ' ',
  ),
);
const OPERATORS = new Set(
  `OPERATOR_NOT OPERATOR_IS_NULL OPERATOR_IS_NOT_NULL OPERATOR_COALESCE OPERATOR_NULLIF OPERATOR_TRY COMPARE_IN
   COMPARE_NOT_IN ARRAY_EXTRACT ARRAY_SLICE GROUPING_FUNCTION`.split(/\s+/),
);
/** Of query nodes, of what follows FROM, and of what follows a query. */
const TYPES = new Set(
  `SELECT_NODE SET_OPERATION_NODE JOIN SUBQUERY EXPRESSION_LIST EMPTY ORDER_MODIFIER LIMIT_MODIFIER
   LIMIT_PERCENT_MODIFIER DISTINCT_MODIFIER ORDER_DEFAULT ASCENDING DESCENDING`.split(/\s+/),
);
const TABLE_FUNCTIONS = new Set(['unnest', 'range', 'generate_series']);
const WINDOW_FUNCTIONS = new Set(
  `row_number rank dense_rank rank_dense percent_rank cume_dist ntile lag lead first_value last_value
   nth_value`.split(/\s+/),
);
/** Beyond what an expression of a definition may call: here a clock harms nobody. */
const MORE_FUNCTIONS = new Set(
  `now today current_date current_timestamp age unnest list_has_any list_has_all list_distinct list_unique
   list_sort array_to_string`.split(/\s+/),
);
/** On two long texts they take minutes in which nothing can interrupt them. */
const SLOW_FUNCTIONS = new Set(['levenshtein', 'jaro_similarity', 'jaro_winkler_similarity']);

const REFUSED: Readonly<Record<string, string>> = {
  RECURSIVE_CTE_NODE: 'WITH RECURSIVE is not allowed.',
  PIVOT: 'PIVOT is not allowed; use count(*) FILTER (WHERE …) for each column.',
  SHOW_REF: 'DESCRIBE, SHOW and SUMMARIZE are not allowed.',
  LAMBDA: 'Lambdas and “->” are not allowed; “->>” reads from JSON.',
  PARAMETER: 'Parameters are not allowed. Write the values themselves.',
  COLLATE: 'COLLATE is not allowed.',
  POSITIONAL_REFERENCE: 'Columns are called by their names.',
};

const tableSchema = z.object({
  table_name: z.string(),
  schema_name: z.literal(''),
  catalog_name: z.literal(''),
  at_clause: z.null().optional(),
});
const ctesSchema = z.object({ map: z.array(z.object({ key: z.string(), value: z.unknown() })) });

interface Scope {
  /** Names of common table expressions that are known here, in lower case. */
  ctes: ReadonlySet<string>;
  depth: number;
}

/**
 * Which of the relations the statement reads.
 * @param relations names, whose case means nothing
 * @throws LakeportError `invalid-sql` for anything that is not allowed
 */
export function refuseStatement({ sql, root }: ParsedSelect, relations: readonly string[]): Set<string> {
  return new Walk(sql, relations).of(root);
}

class Walk {
  readonly #sql: string;
  readonly #relations: ReadonlyMap<string, string>;
  readonly #read = new Set<string>();

  constructor(sql: string, relations: readonly string[]) {
    this.#sql = sql;
    this.#relations = new Map(relations.map((name) => [name.toLowerCase(), name]));
  }

  of(root: unknown): Set<string> {
    this.#visit(root, { ctes: new Set(), depth: 0 });
    return this.#read;
  }

  #visit(value: unknown, scope: Scope): void {
    if (typeof value !== 'object' || value === null) return;
    if (scope.depth > DEPTH_MAX) throw invalidSql(`It is nested more than ${DEPTH_MAX} levels deep.`, null);
    const inner = { ...scope, depth: scope.depth + 1 };
    const record = { ...value } as Record<string, unknown>;
    if (Array.isArray(value)) return value.forEach((item) => this.#visit(item, scope));
    if (typeof record['class'] === 'string') return this.#visitExpression(nodeSchema.parse(value), inner);
    switch (record['type']) {
      case 'BASE_TABLE':
        return this.#visitTable(record, inner);
      case 'TABLE_FUNCTION':
        return this.#visitTableFunction(record, inner);
      case 'SELECT_NODE':
      case 'SET_OPERATION_NODE':
        return this.#visitQuery(record, inner);
    }
    if (typeof record['type'] === 'string' && !TYPES.has(record['type'])) {
      throw this.#refusal(REFUSED[record['type']] ?? `“${record['type']}” is not allowed.`, record);
    }
    this.#visitAll(record, inner);
  }

  #visitAll(record: Record<string, unknown>, scope: Scope): void {
    for (const value of Object.values(record)) this.#visit(value, scope);
  }

  /** Each common table expression sees those before it, and the query sees them all. */
  #visitQuery({ cte_map: ctes, ...rest }: Record<string, unknown>, scope: Scope): void {
    const inside = ctesSchema.parse(ctes).map.reduce((seen, { key, value }) => {
      this.#visit(value, seen);
      return { ...seen, ctes: new Set([...seen.ctes, key.toLowerCase()]) };
    }, scope);
    this.#visitAll(rest, inside);
  }

  #visitTable(record: Record<string, unknown>, { ctes }: Scope): void {
    const table = tableSchema.safeParse(record);
    if (!table.success) {
      throw this.#refusal('A relation is called by its name alone.', record);
    }
    const name = table.data.table_name.toLowerCase();
    if (ctes.has(name)) return;
    const relation = this.#relations.get(name);
    if (relation !== undefined) return void this.#read.add(relation);
    const known = [...this.#relations.values()].join(', ');
    throw this.#refusal(`There is no relation “${table.data.table_name}”; there are ${known}.`, record);
  }

  #visitTableFunction({ function: called, ...rest }: Record<string, unknown>, scope: Scope): void {
    const node = nodeSchema.parse(called);
    const name = this.#nameOf(node);
    if (node.class !== 'FUNCTION' || !TABLE_FUNCTIONS.has(name)) {
      throw this.#refusal(`The function “${name}” is not allowed after FROM.`, node);
    }
    const { function_name: _name, class: _class, type: _type, ...children } = node;
    this.#visitAll(children, scope);
    this.#visitAll({ ...rest, type: null }, scope);
  }

  #visitExpression(node: ExpressionNode, scope: Scope): void {
    if (!CLASSES.has(node.class)) {
      throw this.#refusal(REFUSED[node.class] ?? `“${node.class}” is not allowed.`, node);
    }
    if (node.class === 'OPERATOR' && !OPERATORS.has(node.type)) {
      throw this.#refusal(`“${node.type}” is not allowed.`, node);
    }
    if (node.class === 'FUNCTION') this.#refuseFunction(node, this.#nameOf(node));
    if (node.class === 'WINDOW') this.#refuseWindow(node);
    if (node.class === 'CONSTANT') return;
    const { class: _class, type: _type, cast_type: castType, ...children } = node;
    if (node.class === 'CAST') this.#explaining(node, () => refuseType(castType));
    this.#visitAll(children, scope);
  }

  #refuseFunction(node: ExpressionNode, name: string): void {
    const isKnown = ALLOWED_SCALARS.has(name) || ALLOWED_AGGREGATES.has(name) || MORE_FUNCTIONS.has(name);
    if (isKnown && !SLOW_FUNCTIONS.has(name)) return;
    const rather = TABLE_FUNCTIONS.has(name) ? ' Use it after FROM.' : '';
    throw this.#refusal(`The function “${name}” is not allowed.${rather}`, node);
  }

  #refuseWindow(node: ExpressionNode): void {
    const { function_name: called, schema, catalog } = node;
    const name = z.string().parse(called).toLowerCase();
    const isPlain = (schema === '' || schema === 'main') && catalog === '';
    if (isPlain && (WINDOW_FUNCTIONS.has(name) || ALLOWED_AGGREGATES.has(name))) return;
    throw this.#refusal(`The function “${name}” is not allowed over a window.`, node);
  }

  #nameOf(node: ExpressionNode): string {
    return this.#explaining(node, () => refuseIndirectCall(node)).toLowerCase();
  }

  #explaining<Result>(node: ExpressionNode, run: () => Result): Result {
    try {
      return run();
    } catch (error) {
      if (error instanceof ExpressionError) throw this.#refusal(error.message, node);
      throw error;
    }
  }

  #refusal(message: string, { query_location: location }: Record<string, unknown>) {
    return invalidSql(message, positionAt(this.#sql, location));
  }
}
