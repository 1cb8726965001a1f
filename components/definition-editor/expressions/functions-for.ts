import {
  AGGREGATE_FUNCTIONS,
  SCALAR_FUNCTIONS,
  type ExpressionFunction,
} from '@/lib/dataset/expression-functions';

const ALL = [...AGGREGATE_FUNCTIONS, ...SCALAR_FUNCTIONS];

/** The functions an expression may call: those over a group of rows only where there is one. */
export function functionsFor(overRows: boolean): readonly ExpressionFunction[] {
  return overRows ? ALL : SCALAR_FUNCTIONS;
}
