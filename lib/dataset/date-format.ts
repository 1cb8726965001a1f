/** Formats of dates and times: strptime patterns, read once here so that nothing is left to DuckDB's own leniency. */
import type { FieldType } from './field';

/** What a directive tells of a date or time; none may be told twice. */
type DatePart =
  | 'year'
  | 'month'
  | 'day'
  | 'yearday'
  | 'weekday'
  | 'hour'
  | 'half'
  | 'minute'
  | 'second'
  | 'fraction'
  | 'offset';

interface Directive {
  part: DatePart;
  /** An RE2 expression of the texts it takes. */
  pattern: string;
  /** Whether it is made of digits, so that digits beside it would run into it. */
  digits?: true;
  /** How DuckDB writes it, where that differs. */
  strptime?: string;
}

export interface DateFormat {
  /** The format for DuckDB's `try_strptime`. */
  strptime: string;
  /** An RE2 expression for the texts of the format, with a group for each of `groups` and no other. */
  pattern: string;
  parts: ReadonlySet<DatePart>;
  /** Parts that DuckDB reads but does not compare with the others, each with the number of its group. */
  groups: ReadonlyMap<DatePart, number>;
}

const YEAR = '(?:[1-9][0-9]{3}|0[1-9][0-9]{2}|00[1-9][0-9]|000[1-9])';
const ONE_OR_TWO = '[0-9]{1,2}';
const OFFSET = '[+-](?:[01][0-9]|2[0-3])(?::?[0-5][0-9])?';

const DIRECTIVES: Readonly<Record<string, Directive>> = {
  '%Y': { part: 'year', pattern: YEAR, digits: true },
  '%y': { part: 'year', pattern: '[0-9]{2}', digits: true },
  '%m': { part: 'month', pattern: ONE_OR_TWO, digits: true },
  '%b': { part: 'month', pattern: '[A-Za-z]{3}' },
  '%B': { part: 'month', pattern: '[A-Za-z]+' },
  '%d': { part: 'day', pattern: ONE_OR_TWO, digits: true },
  '%e': { part: 'day', pattern: '(?: [1-9]|[0-9]{1,2})', strptime: '%d' },
  '%j': { part: 'yearday', pattern: '([0-9]{3})', digits: true },
  '%a': { part: 'weekday', pattern: '([A-Za-z]{3})' },
  '%A': { part: 'weekday', pattern: '([A-Za-z]+)' },
  '%H': { part: 'hour', pattern: ONE_OR_TWO, digits: true },
  '%I': { part: 'hour', pattern: ONE_OR_TWO, digits: true },
  '%p': { part: 'half', pattern: '[AaPp][Mm]' },
  '%M': { part: 'minute', pattern: '[0-9]{2}', digits: true },
  '%S': { part: 'second', pattern: '[0-9]{2}', digits: true },
  '%f': { part: 'fraction', pattern: '[0-9]{1,6}', digits: true },
  '%z': { part: 'offset', pattern: OFFSET },
};
/** These take a number without its leading zero anyway. */
const UNPADDED = ['%m', '%d', '%H', '%I'];
const COMPOSITES: Readonly<Record<string, string>> = { '%F': '%Y-%m-%d', '%T': '%H:%M:%S', '%R': '%H:%M' };
const DATE_PARTS: readonly DatePart[] = ['year', 'month', 'day', 'yearday', 'weekday'];

/**
 * A strptime format, or null when it has a directive that is not supported. A number may lack its leading zero
 * (`1/2/2025`) unless another number touches it (`19850101`). A `%z` at the end also takes `Z`.
 */
export function parseDateFormat(format: string): DateFormat | null {
  const tokens = tokensOf(format);
  const parts = new Set<DatePart>();
  const groups = new Map<DatePart, number>();
  let pattern = '';
  let strptime = '';
  for (const [index, token] of tokens.entries()) {
    const directive = DIRECTIVES[token];
    if (!directive) {
      if (token.startsWith('%') && token !== '%%') return null;
      pattern += token === '%%' ? '%' : token.replaceAll(/[\\^$.|?*+()[\]{}]/g, '\\$&');
      strptime += token;
      continue;
    }
    if (parts.has(directive.part)) return null;
    parts.add(directive.part);
    if (directive.pattern.startsWith('([')) groups.set(directive.part, groups.size + 1);
    const touched = directive.digits && (isDigits(tokens[index - 1]) || isDigits(tokens[index + 1]));
    pattern += touched ? directive.pattern.replace('{1,2}', '{2}') : directive.pattern;
    strptime += directive.strptime ?? token;
  }
  if (tokens.at(-1) === '%z') pattern = `${pattern.slice(0, -OFFSET.length)}(?:Z|${OFFSET})`;
  return { strptime, pattern, parts, groups };
}

/** Formats of moments that are one number: the seconds (`%s`) or milliseconds (`%Q`) since 1970. */
export const EPOCH_FORMATS: Readonly<Record<string, { perSecond: number }>> = {
  '%s': { perSecond: 1 },
  '%Q': { perSecond: 1000 },
};

/** Why a format is none for a type, as a sentence; null when it is one. */
export function problemOfDateFormat(format: string, type: FieldType): string | null {
  if (type === 'datetime' && EPOCH_FORMATS[format]) return null;
  const parsed = parseDateFormat(format);
  if (!parsed) return `“${format}” holds a directive that is unknown, or says a part twice.`;
  const has = (part: DatePart) => parsed.parts.has(part);
  const lacks: [boolean, string][] = [
    [type === 'time' && DATE_PARTS.some(has), 'a time has no date.'],
    [type === 'time' && !has('hour'), 'a time needs an hour.'],
    [type !== 'time' && !has('year'), 'a date needs a year.'],
    [type !== 'datetime' && has('offset'), 'an offset is for a datetime only.'],
    [has('yearday') && (has('month') || has('day')), 'the day of the year stands for month and day.'],
    [has('day') && !has('month'), 'a day needs a month.'],
    [has('weekday') && !has('day') && !has('yearday'), 'a weekday needs a day.'],
    [has('minute') && !has('hour'), 'minutes need an hour.'],
    [has('second') && !has('minute'), 'seconds need minutes.'],
    [has('fraction') && !has('second'), 'a fraction needs seconds.'],
    [has('half') !== tokensOf(format).includes('%I'), '%I and %p need each other.'],
  ];
  const lack = lacks.find(([applies]) => applies);
  return lack ? `“${format}” cannot be used: ${lack[1]}` : null;
}

function tokensOf(format: string): string[] {
  const plain = format.replaceAll(/%[FTR]/g, (token) => COMPOSITES[token] ?? token);
  const tokens = plain.match(/%-?.?|[^%]+/gsu) ?? [];
  return tokens.map((token) => {
    const padded = token.replace('-', '');
    return token.startsWith('%-') && UNPADDED.includes(padded) ? padded : token;
  });
}

function isDigits(token: string | undefined): boolean {
  return token !== undefined && (DIRECTIVES[token]?.digits === true || /^\d|\d$/.test(token));
}
