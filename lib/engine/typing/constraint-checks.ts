/** The constraints of a field as SQL conditions, each with the sentence that explains a violation. */
import { DUCKDB_TYPES } from '../../dataset/field';
import type { Field } from '../../dataset/field';
import type { RowProblemCode } from '../../problems';
import type { SqlParameters } from './sql-parameters';

export interface RowCheck {
  code: RowProblemCode;
  /** The column the problem is told of. */
  column: string | null;
  /** SQL that is true for a row with the problem; NULL and false are fine. */
  condition: string;
  /** SQL for the sentence. */
  message: string;
}

/** SQL for a cell's text as a message shows it. */
export function shownSql(text: string): string {
  return `('“' || left(${text}, 100) || '”')`;
}

/** `text` and `value` are SQL for the cell's text and typed value; both NULL where it is missing. */
export function constraintChecks(
  field: Field,
  text: string,
  value: string,
  parameters: SqlParameters,
): RowCheck[] {
  const { required, enum: allowed, minLength, maxLength, pattern } = field.constraints;
  const check = (condition: string, message: string): RowCheck => ({
    code: 'constraint-error',
    column: field.name,
    condition,
    message,
  });
  const shown = shownSql(text);
  const checks: RowCheck[] = [];
  if (required) {
    checks.push(
      check(`${text} IS NULL`, parameters.text(`“${field.name}” is required and must not be missing.`)),
    );
  }
  if (allowed) {
    const values = allowed.map(
      (one) => `CAST(${parameters.text(String(one))} AS ${DUCKDB_TYPES[field.type]})`,
    );
    const sentence = parameters.text(` is none of ${allowed.slice(0, 20).join(', ')}.`);
    checks.push(check(`${value} NOT IN (${values.join(', ')})`, `${shown} || ${sentence}`));
  }
  for (const bound of boundsOf(field)) {
    const limit = `CAST(${parameters.text(bound.limit)} AS ${DUCKDB_TYPES[field.type]})`;
    const sentence = parameters.text(` ${bound.sentence} ${bound.limit}.`);
    checks.push(check(`${value} ${bound.violatedBy} ${limit}`, `${shown} || ${sentence}`));
  }
  if (minLength !== undefined) {
    const sentence = parameters.text(` is shorter than ${minLength} characters.`);
    checks.push(check(`length(${value}) < ${minLength}`, `${shown} || ${sentence}`));
  }
  if (maxLength !== undefined) {
    const sentence = parameters.text(` is longer than ${maxLength} characters.`);
    checks.push(check(`length(${value}) > ${maxLength}`, `${shown} || ${sentence}`));
  }
  if (pattern !== undefined) {
    const sentence = parameters.text(` does not match ${pattern}.`);
    const matches = `regexp_full_match(${value}, ${parameters.text(pattern)})`;
    checks.push(check(`NOT ${matches}`, `${shown} || ${sentence}`));
  }
  return checks;
}

interface Bound {
  limit: string;
  violatedBy: string;
  sentence: string;
}

/** The least and greatest values a field allows, as texts to be cast to its type. */
export function boundsOf(field: Field): Bound[] {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = field.constraints;
  const bounds = [
    { limit: minimum, violatedBy: '<', sentence: 'is below the minimum of' },
    { limit: maximum, violatedBy: '>', sentence: 'is above the maximum of' },
    { limit: exclusiveMinimum, violatedBy: '<=', sentence: 'is not above' },
    { limit: exclusiveMaximum, violatedBy: '>=', sentence: 'is not below' },
  ];
  return bounds.flatMap(({ limit, ...bound }) =>
    limit === undefined ? [] : [{ ...bound, limit: String(limit) }],
  );
}
