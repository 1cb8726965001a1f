/** The functions and operators of DuckDB that an expression may use; the functions are listed for people too. */
import { AGGREGATE_FUNCTIONS, SCALAR_FUNCTIONS } from '../dataset/expression-functions';

const OPERATORS = '+ - * / // % ^ ** & | ~ << >> || @ ! ^@ ~~ !~~ ~~* !~~* ~~~ ->>';

export const ALLOWED_SCALARS: ReadonlySet<string> = new Set([
  ...OPERATORS.split(' '),
  ...SCALAR_FUNCTIONS.map(({ name }) => name),
]);
export const ALLOWED_AGGREGATES: ReadonlySet<string> = new Set(AGGREGATE_FUNCTIONS.map(({ name }) => name));
