/**
 * Which texts a field takes, as far as it can be told in JavaScript: the same grammar as `castSql`, without
 * calendars. `pattern` is left out: it is RE2, and JavaScript's own engine takes exponential time on some
 * expressions that are harmless there. The shapes of the good rows, which all match it, stand in for it.
 */
import { ANY_DATE_FORMATS } from '../../../dataset/any-date-formats';
import { EPOCH_FORMATS, parseDateFormat } from '../../../dataset/date-format';
import type { Field } from '../../../dataset/field';

export type TextTest = (text: string) => boolean;

/** No value with a grammar is longer; it bounds the work of every expression below. */
const TYPED_TEXT_LENGTH_MAX = 256;
const JSON_LENGTH_MAX = 10_000;

const DATE = '\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])';
const TIME = '([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d(\\.\\d{1,9})?)?';
const UTC_OFFSET = '(Z|[+-]([01]\\d|2[0-3])(:?[0-5]\\d)?)?';

/** Formats of strings, told by what all of their texts have. */
const STRING_EXPRESSIONS: Readonly<Record<string, string>> = {
  email: '[^\\s@]+@[^\\s@]+',
  uri: '[A-Za-z][A-Za-z0-9+.-]*:\\S+',
  uuid: '[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}',
};

/** Whether a text that is not a missing value is one of the field's type and within its constraints. */
export function fieldGrammar(field: Field): TextTest {
  const isTyped = typeTest(field);
  const isWithin = constraintTest(field);
  return (text) => isTyped(text) && isWithin(text);
}

/** Reads a number as the field writes it, also of a string column; NaN when it is none. */
export function readNumber(text: string, field: Field | null): number {
  if (text.length > TYPED_TEXT_LENGTH_MAX) return NaN;
  let digits = text;
  if (field?.groupChar) digits = digits.replaceAll(field.groupChar, '');
  if (field && field.decimalChar !== '.') digits = digits.replace(field.decimalChar, '.');
  if (field?.bareNumber === false) digits = digits.replace(/^[^\d+-]+/, '').replace(/\D+$/, '');
  return /^[+-]?\.?\d/.test(digits) ? Number(digits) : NaN;
}

function typeTest(field: Field): TextTest {
  switch (field.type) {
    case 'string': {
      const pattern = STRING_EXPRESSIONS[field.format];
      return pattern === undefined ? () => true : expressionTest(pattern);
    }
    case 'integer':
    case 'number':
      return expressionTest(numberExpression(field));
    case 'boolean': {
      const values = new Set([...field.trueValues, ...field.falseValues]);
      return (text) => values.has(text);
    }
    case 'year':
      return expressionTest('\\d{4}');
    case 'json':
      return isJson;
    case 'date':
    case 'time':
    case 'datetime':
      return momentTest(field);
  }
}

function momentTest(field: Field): TextTest {
  const { format, type } = field;
  if (EPOCH_FORMATS[format]) return expressionTest('[+-]?\\d+(\\.\\d*)?');
  const iso = type === 'date' ? DATE : type === 'time' ? TIME : `${DATE}[T ]${TIME}${UTC_OFFSET}`;
  if (format === 'default') return expressionTest(iso);
  if (format === 'any') {
    const patterns = (ANY_DATE_FORMATS[type] ?? []).map((one) => parseDateFormat(one)?.pattern ?? '');
    return expressionTest([iso, ...patterns].join('|'));
  }
  const pattern = parseDateFormat(format)?.pattern;
  return pattern === undefined ? () => true : expressionTest(pattern);
}

function numberExpression(field: Field): string {
  const decimal = escapeExpression(field.decimalChar);
  const group = field.groupChar && escapeExpression(field.groupChar);
  const whole = group ? `(\\d+|\\d{1,3}(${group}\\d{3})+)` : '\\d+';
  const number =
    field.type === 'integer'
      ? `[+-]?${whole}`
      : `[+-]?(${whole}(${decimal}\\d*)?|${decimal}\\d+)([eE][+-]?\\d+)?`;
  return field.bareNumber ? number : `[^0-9+-]*${number}[^0-9]*`;
}

function expressionTest(pattern: string): TextTest {
  const expression = new RegExp(`^(?:${pattern})$`, 'u');
  return (text) => text.length <= TYPED_TEXT_LENGTH_MAX && expression.test(text);
}

function constraintTest(field: Field): TextTest {
  const { enum: allowed, minLength = 0, maxLength = Infinity, pattern: _, ...bounds } = field.constraints;
  const values = allowed && new Set(allowed.map(String));
  const isNumeric = field.type === 'integer' || field.type === 'number' || field.type === 'year';
  const least = Number(bounds.minimum ?? bounds.exclusiveMinimum ?? -Infinity);
  const greatest = Number(bounds.maximum ?? bounds.exclusiveMaximum ?? Infinity);
  return (text) => {
    // A number may be spelled otherwise than in the list: 1.0 for 1.
    if (values && !values.has(text) && !(isNumeric && values.has(String(readNumber(text, field)))))
      return false;
    if (isNumeric) {
      const value = readNumber(text, field);
      return !(value < least || value > greatest);
    }
    return field.type !== 'string' || (text.length >= minLength && [...text].length <= maxLength);
  };
}

function isJson(text: string): boolean {
  if (text.length > JSON_LENGTH_MAX) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    // Not being JSON is one of the two answers.
    return false;
  }
}

function escapeExpression(text: string): string {
  return text.replaceAll(/[\\^$.|?*+()[\]{}/-]/g, '\\$&');
}
