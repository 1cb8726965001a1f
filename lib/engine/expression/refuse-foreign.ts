/** What an expression may be made of. Everything is refused that is not named here. */
import { z } from 'zod';
import { AGGREGATE_FUNCTIONS, SCALAR_FUNCTIONS } from './allowed-functions';
import type { ExpressionScope } from './compile-expression';
import { ExpressionError } from './expression-error';
import { childNodes } from './parse-expression';
import type { ExpressionNode } from './parse-expression';

/** DuckDB stops at 1000 by itself, and so does the walk here. */
const DEPTH_MAX = 500;

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
  LAMBDA: 'Lambdas and “->” are not allowed; “->>” reads from JSON.',
};
const ALLOWED_OPERATORS = new Set([
  'OPERATOR_NOT',
  'OPERATOR_IS_NULL',
  'OPERATOR_IS_NOT_NULL',
  'OPERATOR_COALESCE',
  'OPERATOR_NULLIF',
  'OPERATOR_TRY',
  'COMPARE_IN',
  'COMPARE_NOT_IN',
  'ARRAY_EXTRACT',
  'ARRAY_SLICE',
]);
/** A type with a time zone is left out: what it comes to depends on where the process runs. */
const ALLOWED_TYPES = new Set([
  ...['BOOLEAN', 'TINYINT', 'SMALLINT', 'INTEGER', 'BIGINT', 'HUGEINT', 'UTINYINT', 'USMALLINT', 'UINTEGER'],
  ...[
    'UBIGINT',
    'UHUGEINT',
    'FLOAT',
    'DOUBLE',
    'DECIMAL',
    'VARCHAR',
    'DATE',
    'TIME',
    'TIMESTAMP',
    'INTERVAL',
  ],
  ...['JSON', 'UUID'],
]);

const functionSchema = z.object({
  function_name: z.string(),
  schema: z.enum(['', 'main']),
  catalog: z.literal(''),
  export_state: z.literal(false),
});
const zonelessSchema = z.looseObject({
  children: z.tuple([
    z.unknown(),
    z.looseObject({ value: z.looseObject({ value: z.string().regex(/^(?!.*%-?[zZ])/s) }) }),
  ]),
});
const castTypeSchema = z.object({
  id: z.string(),
  type_info: z.object({ name: z.string().optional() }).nullable(),
});

/** @throws ExpressionError for anything that `scope` and the lists above do not name. */
export function refuseForeign(root: ExpressionNode, scope: ExpressionScope): void {
  let aggregates = 0;
  let level = [root];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEPTH_MAX) throw new ExpressionError(`It is nested more than ${DEPTH_MAX} levels deep.`);
    for (const node of level) {
      refuseNode(node, scope);
      if (node.class === 'FUNCTION' && isAggregate(z.string().parse(node.function_name))) aggregates += 1;
    }
    level = level.flatMap(childNodes);
  }
  if (scope.aggregate && aggregates === 0) {
    throw new ExpressionError(
      'It must count over rows, as in count(*) or avg(…); a value of one row is no measure.',
    );
  }
}

function refuseNode(node: ExpressionNode, scope: ExpressionScope): void {
  if (!ALLOWED_CLASSES.has(node.class)) {
    throw new ExpressionError(REFUSED_CLASSES[node.class] ?? `“${node.class}” is not allowed.`);
  }
  if (node.class === 'COLUMN_REF') refuseColumn(z.array(z.string()).parse(node.column_names), scope);
  if (node.class === 'FUNCTION') refuseFunction(node, scope);
  if (node.class === 'CAST') refuseType(node.cast_type);
  if (node.class === 'OPERATOR' && !ALLOWED_OPERATORS.has(node.type)) {
    throw new ExpressionError(`“${node.type}” is not allowed.`);
  }
}

function refuseColumn(names: string[], scope: ExpressionScope): void {
  const [name = ''] = names;
  const known = scope.columns.map((column) => column.toLowerCase());
  if (names.length === 1 && known.includes(name.toLowerCase())) return;
  const shown = scope.columns.slice(0, 20).map((column) => `“${column}”`);
  const more = scope.columns.length > shown.length ? ' and others' : '';
  throw new ExpressionError(`There is no column “${names.join('.')}”; there are ${shown.join(', ')}${more}.`);
}

function refuseFunction(node: ExpressionNode, scope: ExpressionScope): void {
  const name = z.string().parse(node.function_name);
  if (!functionSchema.safeParse(node).success) {
    throw new ExpressionError(`“${name}” must be called by its name alone.`);
  }
  // With an offset in its format it gives a time with a zone.
  if (/strptime$/i.test(name) && !zonelessSchema.safeParse(node).success) {
    throw new ExpressionError(`“${name}” needs a fixed format without %z.`);
  }
  if (SCALAR_FUNCTIONS.has(name.toLowerCase())) return;
  if (!isAggregate(name)) throw new ExpressionError(`The function “${name}” is not allowed.`);
  if (!scope.aggregate) {
    throw new ExpressionError(`“${name}” counts over many rows; only the measures of a view may.`);
  }
}

function isAggregate(name: string): boolean {
  return AGGREGATE_FUNCTIONS.has(name.toLowerCase());
}

/** A type that the parser does not know itself is named in `type_info`. */
function refuseType(type: unknown): void {
  const { id, type_info: info } = castTypeSchema.parse(type);
  const name = id === 'UNBOUND' ? (info?.name ?? id).toUpperCase() : id;
  if (!ALLOWED_TYPES.has(name)) throw new ExpressionError(`The type “${name}” is not allowed.`);
}
