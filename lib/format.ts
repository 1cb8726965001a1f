/**
 * How numbers, sizes and times are written on screen. One locale for everybody, so that a number read out
 * over the phone is the number the other one sees; data keep their own time zone (UTC), events of the
 * portal are shown in the reader's.
 */
const LOCALE = 'en-GB';
const MISSING = '–';

const wholeNumber = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 0 });
const exactNumber = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 12 });
const compactNumber = new Intl.NumberFormat(LOCALE, { notation: 'compact', maximumSignificantDigits: 3 });

type Maybe<T> = T | null | undefined;

/** A count in full: `1,234,567`; a dash when there is none. */
export function formatCount(count: Maybe<number>): string {
  return typeof count === 'number' ? wholeNumber.format(count) : MISSING;
}

/** A count for an axis: `1.2M`. */
export function formatCompact(count: number): string {
  return compactNumber.format(count);
}

/** A measured number with all the digits it has, up to twelve behind the point. */
export function formatNumber(value: number): string {
  return exactNumber.format(value);
}

/** `1 row`, `2 rows`. */
export function formatQuantity(count: number, singular: string, plural = `${singular}s`): string {
  return `${formatCount(count)} ${count === 1 ? singular : plural}`;
}

const BYTE_UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;

/** Bytes in decimal units with three significant digits: `46.7 MB`. */
export function formatBytes(bytes: Maybe<number>): string {
  if (typeof bytes !== 'number') return MISSING;
  let amount = bytes;
  let unit = 0;
  while (amount >= 999.5 && unit < BYTE_UNITS.length - 1) {
    amount /= 1000;
    unit += 1;
  }
  const digits = unit === 0 || amount >= 99.95 ? 0 : amount >= 9.995 ? 1 : 2;
  return `${amount.toFixed(digits)} ${BYTE_UNITS[unit]}`;
}

/** A share of a whole as a percentage with one digit; `0 %` and `100 %` only when they are exact. */
export function formatShare(part: number, whole: number): string {
  if (whole === 0) return MISSING;
  const percent = (100 * part) / whole;
  if (part === 0 || part === whole) return `${percent.toFixed(0)} %`;
  if (percent < 0.1) return '< 0.1 %';
  if (percent > 99.9) return '> 99.9 %';
  return `${percent.toFixed(1)} %`;
}

/** Seconds as people say them: `270 ms`, `3.4 s`, `2 min 05 s`, `1 h 12 min`. */
export function formatDuration(seconds: Maybe<number>): string {
  if (typeof seconds !== 'number' || !Number.isFinite(seconds)) return MISSING;
  if (seconds < 1) return `${Math.round(seconds * 1000)} ms`;
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`;
  const minutes = Math.floor(Math.round(seconds) / 60);
  if (minutes < 60) return `${minutes} min ${String(Math.round(seconds) % 60).padStart(2, '0')} s`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}

const LEAST_DOLLARS = 0.0001;
const dollars = new Intl.NumberFormat('en-US', {
  style: 'currency',
  currency: 'USD',
  maximumSignificantDigits: 2,
});

/** An estimate in US dollars with two significant digits: `about $0.0012`, `under $0.0001`. */
export function formatDollars(amount: number): string {
  return amount < LEAST_DOLLARS
    ? `under ${dollars.format(LEAST_DOLLARS)}`
    : `about ${dollars.format(amount)}`;
}

const dateTime = new Intl.DateTimeFormat(LOCALE, {
  day: '2-digit',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  timeZoneName: 'short',
});
const clock = new Intl.DateTimeFormat(LOCALE, { hour: '2-digit', minute: '2-digit' });
const dayAndClock = new Intl.DateTimeFormat(LOCALE, {
  weekday: 'short',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
});

/** An event's time in the reader's time zone, which is said: `20 Nov 2026, 08:52:10 CET`. */
export function formatDateTime(iso: Maybe<string>): string {
  return iso ? dateTime.format(new Date(iso)) : MISSING;
}

/** `08:52` */
export function formatClock(iso: string): string {
  return clock.format(new Date(iso));
}

/** `Fri 20, 08:52` */
export function formatDayAndClock(iso: string): string {
  return dayAndClock.format(new Date(iso));
}

const AGO_STEPS = [
  { belowSeconds: 60, dividedBy: 1, unit: 's' },
  { belowSeconds: 3600, dividedBy: 60, unit: 'min' },
  { belowSeconds: 48 * 3600, dividedBy: 3600, unit: 'h' },
  { belowSeconds: Infinity, dividedBy: 86_400, unit: 'd' },
] as const;

/** How long ago, rounded down: `just now`, `12 s ago`, `3 h ago`, `12 d ago`. */
export function formatAgo(iso: string, now: Date = new Date()): string {
  const seconds = Math.floor((now.getTime() - new Date(iso).getTime()) / 1000);
  const step = AGO_STEPS.find(({ belowSeconds }) => seconds < belowSeconds);
  if (seconds < 5 || !step) return 'just now';
  return `${Math.floor(seconds / step.dividedBy)} ${step.unit} ago`;
}

/**
 * A value of the lake. Datetimes stay in UTC and lose only the letters around them; years are not grouped. Numbers
 * keep their digits unless `fractionDigits` says how many are wanted behind the point.
 */
export function formatCell(value: unknown, type: string, fractionDigits?: number): string {
  if (value === null || value === undefined) return MISSING;
  if (typeof value === 'number') {
    if (type === 'year') return String(value);
    return exactNumber.format(fractionDigits === undefined ? value : Number(value.toFixed(fractionDigits)));
  }
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (typeof value !== 'string') return JSON.stringify(value);
  if (type === 'datetime') return value.replace('T', ' ').replace(/Z$/, '');
  if (type === 'integer' && /^-?\d+$/.test(value)) return wholeNumber.format(BigInt(value));
  return value;
}
