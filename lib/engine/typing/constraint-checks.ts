/** The constraints of a field as SQL conditions, each with the sentence that explains a violation. */
import { STRING_FORMATS } from '../../dataset/field';
import type { Field } from '../../dataset/field';
import type { RowProblemCode } from '../../problems';
import { literalSql } from './literal-sql';
import { STRING_FORMAT_PATTERNS } from './string-formats';
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

/**
 * The checks of a field besides that of its type; those of a string's format are among them, as any text is a
 * string. `text` and `value` are SQL for the cell's text and typed value; both NULL where it is missing.
 */
export function constraintChecks(
  field: Field,
  text: string,
  value: string,
  parameters: SqlParameters,
): RowCheck[] {
  const { required, enum: allowed } = field.constraints;
  const shown = shownSql(text);
  const check = (condition: string, sentence: string): RowCheck => ({
    code: 'constraint-error',
    column: field.name,
    condition,
    message: `${shown} || ${parameters.text(sentence)}`,
  });
  const checks: RowCheck[] = [];
  if (required) {
    checks.push({
      code: 'constraint-error',
      column: field.name,
      condition: `${text} IS NULL`,
      message: parameters.text(`“${field.name}” is required and must not be missing.`),
    });
  }
  checks.push(...formatChecks(field, text, value, parameters));
  if (allowed) {
    const values = allowed.map((one) => literalSql(field, one, parameters));
    const more = allowed.length > 20 ? ' …' : '';
    checks.push(
      check(
        `${value} NOT IN (${values.join(', ')})`,
        ` is none of ${allowed.slice(0, 20).join(', ')}${more}.`,
      ),
    );
  }
  for (const { limit, violatedBy, sentence } of boundsOf(field)) {
    checks.push(
      check(`${value} ${violatedBy} ${literalSql(field, limit, parameters)}`, ` ${sentence} ${limit}.`),
    );
  }
  return [...checks, ...textChecks(field, value, parameters, check)];
}

function textChecks(
  { constraints: { minLength, maxLength, pattern } }: Field,
  value: string,
  parameters: SqlParameters,
  check: (condition: string, sentence: string) => RowCheck,
): RowCheck[] {
  const checks: RowCheck[] = [];
  if (minLength !== undefined) {
    checks.push(check(`length(${value}) < ${minLength}`, ` is shorter than ${minLength} characters.`));
  }
  if (maxLength !== undefined) {
    checks.push(check(`length(${value}) > ${maxLength}`, ` is longer than ${maxLength} characters.`));
  }
  if (pattern !== undefined) {
    const matches = `regexp_full_match(${value}, ${parameters.text(pattern)})`;
    checks.push(check(`NOT ${matches}`, ` does not match ${pattern}.`));
  }
  return checks;
}

function formatChecks(field: Field, text: string, value: string, parameters: SqlParameters): RowCheck[] {
  const format = STRING_FORMATS.find((known) => known === field.format);
  if (field.type !== 'string' || format === undefined || format === 'default') return [];
  const { pattern, description } = STRING_FORMAT_PATTERNS[format];
  return [
    {
      code: 'type-error',
      column: field.name,
      condition: `NOT regexp_full_match(${value}, ${parameters.text(pattern)})`,
      message: `${shownSql(text)} || ${parameters.text(` is not ${description}.`)}`,
    },
  ];
}

interface Bound {
  /** As the constraint is called. */
  name: 'minimum' | 'maximum' | 'exclusiveMinimum' | 'exclusiveMaximum';
  limit: string | number;
  violatedBy: string;
  sentence: string;
}

/** The least and greatest values a field allows. */
export function boundsOf(field: Field): Bound[] {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = field.constraints;
  const bounds = [
    { name: 'minimum', limit: minimum, violatedBy: '<', sentence: 'is below the minimum of' },
    { name: 'maximum', limit: maximum, violatedBy: '>', sentence: 'is above the maximum of' },
    { name: 'exclusiveMinimum', limit: exclusiveMinimum, violatedBy: '<=', sentence: 'is not above' },
    { name: 'exclusiveMaximum', limit: exclusiveMaximum, violatedBy: '>=', sentence: 'is not below' },
  ] as const;
  return bounds.flatMap(({ limit, ...bound }) => (limit === undefined ? [] : [{ ...bound, limit }]));
}
