/** Values of filters: text that is checked against a column's type and brought into one canonical form. */
import type { ColumnType } from '../columns';

const INTEGER_MIN = -(2n ** 63n);
const INTEGER_MAX = 2n ** 63n - 1n;
const BOOLEANS: Readonly<Record<string, string>> = {
  true: 'true',
  '1': 'true',
  false: 'false',
  '0': 'false',
};

/**
 * The canonical text of a value of a type, which DuckDB casts without loss: integers in 64 bits, numbers finite,
 * dates `YYYY-MM-DD`, datetimes `YYYY-MM-DDTHH:MM:SS[.ffffff]Z`. Null when the text is no such value.
 */
export function canonicalValue(text: string, type: ColumnType): string | null {
  switch (type) {
    case 'string':
    case 'json':
    case 'list':
      return text;
    case 'integer':
    case 'year':
      return canonicalInteger(text);
    case 'number':
      return canonicalNumber(text);
    case 'boolean':
      return BOOLEANS[text.toLowerCase()] ?? null;
    case 'date':
      return isDate(text) ? text : null;
    case 'time':
      return canonicalTime(text);
    case 'datetime':
      return canonicalDatetime(text);
  }
}

function canonicalInteger(text: string): string | null {
  const [, sign = '', digits] = /^([+-]?)(\d{1,19})$/.exec(text) ?? [];
  if (digits === undefined) return null;
  const value = sign === '-' ? -BigInt(digits) : BigInt(digits);
  return value >= INTEGER_MIN && value <= INTEGER_MAX ? String(value) : null;
}

function canonicalNumber(text: string): string | null {
  if (!/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text)) return null;
  const value = Number(text);
  return Number.isFinite(value) ? String(value) : null;
}

/** The round trip refuses 30 February, which Date takes for 2 March. */
function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

function canonicalTime(text: string): string | null {
  const [, hours = '', minutes = '', seconds = '00', fraction = ''] =
    /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(\.\d{1,6})?)?$/.exec(text) ?? [];
  return hours === '' ? null : `${hours}:${minutes}:${seconds}${trimFraction(fraction)}`;
}

/** Without an offset it is UTC. A `+` that was not escaped in a URL arrives as a blank and counts as one. */
function canonicalDatetime(text: string): string | null {
  if (isDate(text)) return `${text}T00:00:00Z`;
  const [, date = '', clock = '', zone = 'Z'] =
    /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?)(Z|[+ -]\d{2}:\d{2})?$/i.exec(text) ?? [];
  const time = canonicalTime(clock);
  if (!isDate(date) || time === null) return null;
  const offsetMinutes = offsetOf(zone);
  if (offsetMinutes === null) return null;
  const [wholeSeconds = '', fraction] = time.split('.');
  const instant = new Date(Date.parse(`${date}T${wholeSeconds}Z`) - offsetMinutes * 60_000);
  return `${instant.toISOString().slice(0, -'.000Z'.length)}${fraction === undefined ? '' : `.${fraction}`}Z`;
}

function offsetOf(zone: string): number | null {
  if (zone.toUpperCase() === 'Z') return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(4));
  if (hours > 23 || minutes > 59) return null;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}

function trimFraction(fraction: string): string {
  return fraction.replace(/\.?0+$/, '');
}
