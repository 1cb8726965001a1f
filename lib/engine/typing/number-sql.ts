/** SQL that turns texts into whole numbers and numbers, by the characters their field writes them with. */
import type { Field } from '../../dataset/field';
import { guardedSql } from './guarded-sql';
import type { SqlParameters } from './sql-parameters';

/**
 * What may stand around a number that is not bare. Signs, brackets and digits of any script may not: `5-`, `(5)`
 * and `5½` are not 5.
 */
const AROUND = '[^\\p{N}\\p{Pd}\\x{2212}\\x{207B}\\x{208B}+()]';
const EXPONENT = '(?:[eE][+-]?[0-9]+)?';

/** DuckDB takes longer ones for infinite; this many digits are far below. */
const PLAIN_BYTES_MAX = 300;

/** `text` is SQL for a VARCHAR; the result is NULL where it does not fit. */
export function numberSql(field: Field, text: string, parameters: SqlParameters): string {
  const isInteger = field.type === 'integer';
  let digits = text;
  let guard = `[+-]?${numberPattern(field)}`;
  if (!field.bareNumber) {
    guard = surroundedPattern(field);
    const whole = parameters.text(`^${guard}$`);
    digits = [1, 2, 3, 4, 5].map((group) => `regexp_extract(${text}, ${whole}, ${group})`).join(' || ');
  }
  if (field.groupChar) digits = `replace(${digits}, ${parameters.text(field.groupChar)}, '')`;
  if (field.decimalChar !== '.') digits = `replace(${digits}, ${parameters.text(field.decimalChar)}, '.')`;
  const cast = isInteger ? `TRY_CAST(${digits} AS BIGINT)` : doubleSql(digits);
  const guarded = guardedSql(text, guard, cast, parameters);
  const isPlain = !isInteger && digits === text;
  return isPlain ? plainNumberSql(text, guarded) : guarded;
}

/** An RE2 expression for a number without its sign. */
function numberPattern(field: Field): string {
  const decimal = escapePattern(field.decimalChar);
  return field.type === 'integer'
    ? wholePattern(field)
    : `(?:${digitsFirstPattern(field)}|${decimal}[0-9]+${EXPONENT})`;
}

function digitsFirstPattern(field: Field): string {
  if (field.type === 'integer') return wholePattern(field);
  return `${wholePattern(field)}(?:${escapePattern(field.decimalChar)}[0-9]*)?${EXPONENT}`;
}

function wholePattern({ groupChar }: Field): string {
  if (groupChar === undefined) return '[0-9]+';
  return `(?:[0-9]+|[0-9]{1,3}(?:${escapePattern(groupChar)}[0-9]{3})+)`;
}

/**
 * A number with text around it, its sign before or behind what stands in front; the groups put together are the
 * number. Behind other text it begins with a digit, as “No.5” may be 5 or a half.
 */
function surroundedPattern(field: Field): string {
  const before = `${AROUND}*${AROUND.replace('^', `^${escapePattern(field.decimalChar)}`)}`;
  const number = digitsFirstPattern(field);
  return `(?:([+-]?${numberPattern(field)})|([+-]?)${before}(${number})|${before}([+-])(${number}))${AROUND}*`;
}

/** 1e400 would be infinite; adding zero makes -0 the same number as 0. */
function doubleSql(digits: string): string {
  const value = `TRY_CAST(${digits} AS DOUBLE)`;
  return `CASE WHEN isfinite(${value}) THEN ${value} + 0.0 END`;
}

/**
 * With an exponent put behind it, DuckDB's cast takes only a number that has none: no space, `nan` or `inf`. What
 * it is still lax about, an underscore, and `+` and spaces in front, is kept out by the conditions.
 */
function plainNumberSql(text: string, otherwise: string): string {
  const value = `TRY_CAST(${text} || 'e0' AS DOUBLE) + 0.0`;
  const isPlain = `${text} >= '-' AND NOT contains(${text}, '_') AND strlen(${text}) < ${PLAIN_BYTES_MAX}`;
  return `coalesce(CASE WHEN ${isPlain} THEN ${value} END, ${otherwise})`;
}

function escapePattern(text: string): string {
  return text.replaceAll(/[\\^$.|?*+()[\]{}-]/g, '\\$&');
}
