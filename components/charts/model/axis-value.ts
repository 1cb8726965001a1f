/** Values of an ordered column as places on an axis, and back as text. Data keep their own time zone, UTC. */
import { formatCell, formatNumber } from '@/lib/format';
import type { ColumnType } from '@/lib/lake/columns';
import { toNumber } from './chart-table';

const CLOCK = /^(\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?$/;

/** Null for what is missing or has no place on such an axis. */
export function toAxisValue(value: unknown, type: ColumnType): number | null {
  if (type === 'date' || type === 'datetime') {
    if (typeof value !== 'string') return null;
    const timeMs = Date.parse(type === 'date' ? `${value.slice(0, 10)}T00:00:00Z` : value);
    return Number.isNaN(timeMs) ? null : timeMs;
  }
  if (type === 'time') {
    const [, hours, minutes, seconds = '0'] = CLOCK.exec(String(value)) ?? [];
    return hours === undefined ? null : Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  }
  return toNumber(value);
}

export function formatAxisValue(value: number, type: ColumnType): string {
  if (type === 'date') return new Date(value).toISOString().slice(0, 10);
  if (type === 'datetime') {
    return formatCell(new Date(value).toISOString().replace(/\.000Z$/, 'Z'), 'datetime');
  }
  if (type === 'time') return new Date(value * 1000).toISOString().slice(11, 19);
  return type === 'year' ? String(value) : formatNumber(value);
}
