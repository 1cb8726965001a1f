/** Values of DuckDB as JSON carries them without loss, datetimes and dates as ISO 8601. */
import {
  DuckDBDecimalValue,
  DuckDBListValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  type DuckDBValue,
} from '@duckdb/node-api';

export type JsonValue = string | number | boolean | null | JsonValue[];

/**
 * Integers and decimals of more digits than 2^53 has become text, as do numbers that are not finite. Datetimes
 * are UTC with a fraction only where there is one: `2025-01-31T08:00:00Z`.
 */
export function toJsonValue(value: DuckDBValue): JsonValue {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value === 'bigint') return fromInteger(value);
  if (value instanceof DuckDBTimestampValue || value instanceof DuckDBTimestampTZValue) {
    return isoDatetime(value.micros) ?? value.toString();
  }
  if (value instanceof DuckDBDecimalValue) return fromDecimal(value);
  if (value instanceof DuckDBListValue) return value.items.map(toJsonValue);
  return String(value);
}

function fromInteger(value: bigint): JsonValue {
  return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
}

function fromDecimal(decimal: DuckDBDecimalValue): JsonValue {
  const text = decimal.toString();
  return Number.isSafeInteger(Number(decimal.value)) ? Number(text) : text;
}

/** Null outside the years 0 to 9999, whose ISO form needs a sign. */
function isoDatetime(micros: bigint): string | null {
  const fraction = ((micros % 1_000_000n) + 1_000_000n) % 1_000_000n;
  const date = new Date(Number((micros - fraction) / 1000n));
  if (Number.isNaN(date.getTime()) || date.getUTCFullYear() < 0 || date.getUTCFullYear() > 9999) return null;
  const seconds = date.toISOString().slice(0, -'.000Z'.length);
  return fraction === 0n
    ? `${seconds}Z`
    : `${seconds}.${String(fraction).padStart(6, '0').replace(/0+$/, '')}Z`;
}
