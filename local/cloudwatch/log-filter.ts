/**
 * Filter patterns of CloudWatch Logs, the simple ones: words (all must be there), "phrases", -excluded, ?any of several,
 * and { $.field = value } with && or ||. Source: "Filter pattern syntax" in the Amazon CloudWatch Logs User Guide.
 */
import { AwsJsonError } from '../aws-json';

export type LogFilter = (message: string) => boolean;

const CONDITION = /^\$\.([\w.-]+)\s*(!=|>=|<=|=|>|<)\s*(?:"([^"]*)"|(\S+))$/;

/** @throws AwsJsonError for a pattern it does not know */
export function parseLogFilter(pattern: string): LogFilter {
  const trimmed = pattern.trim();
  if (trimmed === '') return () => true;
  if (trimmed.startsWith('{') && trimmed.endsWith('}')) return parseJsonFilter(trimmed.slice(1, -1).trim());
  if (/^[[{%]/.test(trimmed)) throw unknownPattern(pattern);
  return parseTermFilter(trimmed);
}

function parseTermFilter(pattern: string): LogFilter {
  const all: string[] = [];
  const none: string[] = [];
  const any: string[] = [];
  for (const [, sign, phrase, word] of pattern.matchAll(/([-?]?)(?:"([^"]*)"|(\S+))/g)) {
    (sign === '-' ? none : sign === '?' ? any : all).push(phrase ?? word ?? '');
  }
  return (message) =>
    all.every((term) => message.includes(term)) &&
    !none.some((term) => message.includes(term)) &&
    (any.length === 0 || any.some((term) => message.includes(term)));
}

function parseJsonFilter(pattern: string): LogFilter {
  const alternatives = pattern
    .split('||')
    .map((alternative) => alternative.split('&&').map((condition) => parseCondition(condition.trim())));
  return (message) => {
    const value = parseJson(message);
    return alternatives.some((conditions) => conditions.every((holds) => holds(value)));
  };
}

function parseCondition(text: string): (value: unknown) => boolean {
  const [, path, operator, quoted, bare = ''] = CONDITION.exec(text) ?? [];
  if (path === undefined || operator === undefined) throw unknownPattern(text);
  const expected = quoted ?? bare;
  const asNumber = quoted === undefined && bare !== '' ? Number(bare) : NaN;
  const steps = path.split('.');
  return (value) => {
    const found = steps.reduce(step, value);
    if (found === undefined) return false;
    if (typeof found === 'number' && !Number.isNaN(asNumber))
      return compareNumbers(found, operator, asNumber);
    const isEqual = expected.includes('*')
      ? matchesStars(String(found), expected)
      : String(found) === expected;
    return operator === '=' ? isEqual : operator === '!=' && !isEqual;
  };
}

function compareNumbers(found: number, operator: string, expected: number): boolean {
  switch (operator) {
    case '=':
      return found === expected;
    case '!=':
      return found !== expected;
    case '>':
      return found > expected;
    case '<':
      return found < expected;
    case '>=':
      return found >= expected;
    default:
      return found <= expected;
  }
}

function matchesStars(text: string, pattern: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 's').test(text);
}

function step(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && name in value
    ? Object.getOwnPropertyDescriptor(value, name)?.value
    : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function unknownPattern(pattern: string): AwsJsonError {
  return new AwsJsonError(
    'InvalidParameterException',
    `The laptop's CloudWatch Logs does not know the pattern '${pattern}'; use words, "phrases", -word, ?word or { $.field = value }.`,
  );
}
