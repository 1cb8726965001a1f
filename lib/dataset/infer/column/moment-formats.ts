/** The notations of dates, times and both that are looked for, and whether a text is in one of them. */

export type MomentType = 'date' | 'time' | 'datetime';

export interface MomentFormat {
  type: MomentType;
  /** `default` is ISO 8601 as the engine reads it, else a strptime pattern. */
  format: string;
}

const DATES = [
  '%Y-%m-%d',
  '%Y/%m/%d',
  '%Y.%m.%d',
  '%Y%m%d',
  '%d.%m.%Y',
  '%d/%m/%Y',
  '%m/%d/%Y',
  '%d-%m-%Y',
  '%m-%d-%Y',
  '%d.%m.%y',
  '%d/%m/%y',
  '%m/%d/%y',
  '%d-%m-%y',
  '%m-%d-%y',
  '%d-%b-%Y',
  '%d-%b-%y',
  '%d/%b/%Y',
  '%d %b %Y',
  '%d %B %Y',
  '%d. %B %Y',
  '%b %d, %Y',
  '%B %d, %Y',
  '%a, %d %b %Y',
  '%A, %B %d, %Y',
];
const TIMES = ['%H:%M:%S', '%H:%M', '%H:%M:%S.%f', '%I:%M %p', '%I:%M:%S %p', '%I:%M%p'];
const SEPARATORS = [' ', 'T', ', '];
const OTHERS = [
  '%Y%m%d%H%M%S',
  '%Y%m%d%H%M',
  '%Y%m%dT%H%M%S',
  '%Y%m%dT%H%M%SZ',
  '%d/%b/%Y:%H:%M:%S',
  '%d/%b/%Y:%H:%M:%S %z',
  '%a, %d %b %Y %H:%M:%S %z',
  '%Y-%m-%d %H:%M:%S %z',
  '%Y-%m-%d %H:%M:%S UTC',
];

/** Of formats that fit equally well, the first is taken. */
export const MOMENT_FORMATS: readonly MomentFormat[] = [
  { type: 'date', format: 'default' },
  { type: 'datetime', format: 'default' },
  { type: 'time', format: 'default' },
  ...[...DATES, '%Y-%m', '%Y/%m', '%m/%Y'].map((format) => ({ type: 'date', format }) as const),
  ...DATES.flatMap((date) =>
    SEPARATORS.flatMap((separator) =>
      TIMES.map((time) => ({ type: 'datetime', format: `${date}${separator}${time}` }) as const),
    ),
  ),
  ...OTHERS.map((format) => ({ type: 'datetime', format }) as const),
  ...TIMES.map((format) => ({ type: 'time', format }) as const),
];

const CLOCK = '(?<H>[01]\\d|2[0-3]):(?<M>[0-5]\\d)(?::(?<S>[0-5]\\d)(?:\\.\\d{1,9})?)?';
const ISO: Readonly<Record<MomentType, string>> = {
  date: '(?<Y>\\d{4})-(?<m>\\d{2})-(?<d>\\d{2})',
  time: CLOCK,
  datetime: `(?<Y>\\d{4})-(?<m>\\d{2})-(?<d>\\d{2})[T ]${CLOCK}(?:Z|[+-](?:[01]\\d|2[0-3])(?::?[0-5]\\d)?)?`,
};
const SHORT_MONTHS = 'jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec';
const LONG_MONTHS = 'january|february|march|april|may|june|july|august|september|october|november|december';
const SHORT_DAYS = 'mon|tue|wed|thu|fri|sat|sun';
const LONG_DAYS = 'monday|tuesday|wednesday|thursday|friday|saturday|sunday';
const PARTS: Readonly<Record<string, string>> = {
  Y: '(?<Y>\\d{4})',
  y: '(?<y>\\d{2})',
  m: '(?<m>\\d{1,2})',
  d: '(?<d>\\d{1,2})',
  H: '(?<H>\\d{1,2})',
  I: '(?<I>\\d{1,2})',
  M: '(?<M>\\d{2})',
  S: '(?<S>\\d{2})',
  f: '\\d{1,6}',
  p: '[ap]m',
  z: '(?:Z|[+-]\\d{2}(?::?\\d{2})?)',
  b: `(?<b>${SHORT_MONTHS})`,
  B: `(?<b>${LONG_MONTHS})`,
  a: `(?:${SHORT_DAYS})`,
  A: `(?:${LONG_DAYS})`,
};

const compiled = new Map<string, RegExp>();

function compile({ type, format }: MomentFormat): RegExp {
  const key = `${type} ${format}`;
  let pattern = compiled.get(key);
  if (!pattern) {
    pattern = new RegExp(`^${format === 'default' ? ISO[type] : sourceOf(format)}$`, 'i');
    compiled.set(key, pattern);
  }
  return pattern;
}

function sourceOf(format: string): string {
  // Where numbers touch, each has its leading zero.
  const isCompact = /%[YmdHMS]%[mdHMS]/.test(format);
  return format.replaceAll(/%(.)|[.*+?(){}[\]\\^$|]/g, (token: string, letter: string | undefined) => {
    if (letter === undefined) return `\\${token}`;
    const part = PARTS[letter] ?? '';
    return isCompact ? part.replace('{1,2}', '{2}') : part;
  });
}

/** The numbers of a moment by their strptime letter; a month's name is `m`. Null for a text in another format. */
export function readMoment(text: string, format: MomentFormat): Record<string, number> | null {
  const groups = compile(format).exec(text)?.groups;
  if (!groups) return null;
  const parts: Record<string, number> = {};
  for (const [letter, value] of Object.entries(groups)) {
    if (value === undefined) continue;
    if (letter === 'b') parts.m = SHORT_MONTHS.split('|').indexOf(value.slice(0, 3).toLowerCase()) + 1;
    else parts[letter] = Number(value);
  }
  return isPossible(parts) ? parts : null;
}

function isPossible({ Y, y, m = 1, d = 1, H = 0, I = 1, M = 0, S = 0 }: Record<string, number>): boolean {
  if (H > 23 || I < 1 || I > 12 || M > 59 || S > 59) return false;
  if (Y !== undefined && (Y < 1000 || Y > 2999)) return false;
  // The 31 days of a leap year's month; without a year, as for a time, any will do.
  const year = Y ?? (y === undefined ? 2000 : 2000 + y);
  const date = new Date(Date.UTC(year, m - 1, d));
  return m >= 1 && m <= 12 && d >= 1 && date.getUTCMonth() === m - 1 && date.getUTCDate() === d;
}
