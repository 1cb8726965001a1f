/** What an expression may be made of. Everything is refused that is not named here. */
import { z } from 'zod';
import { ALLOWED_AGGREGATES, ALLOWED_SCALARS } from '../../sql-sandbox/allowed-functions';
import type { ExpressionScope } from './compile-expression';
import { ExpressionError } from '../../sql-sandbox/expression-error';
import { childNodes } from '../../sql-sandbox/expression-node';
import type { ExpressionNode } from '../../sql-sandbox/expression-node';
import { refuseIndirectCall, refuseType } from '../../sql-sandbox/refuse-indirect';

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
  const name = refuseIndirectCall(node);
  if (ALLOWED_SCALARS.has(name.toLowerCase())) return;
  if (!isAggregate(name)) throw new ExpressionError(`The function “${name}” is not allowed.`);
  if (!scope.aggregate) {
    throw new ExpressionError(`“${name}” counts over many rows; only the measures of a view may.`);
  }
}

function isAggregate(name: string): boolean {
  return ALLOWED_AGGREGATES.has(name.toLowerCase());
}
