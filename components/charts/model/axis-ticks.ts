/** Where an axis has its ticks: at round numbers, and at the beginnings of days, months and years. */
import type { ColumnType } from '@/lib/lake/columns';
import { formatAxisValue } from './axis-value';

export interface AxisTicks {
  ticks: number[];
  format: (value: number) => string;
}

const TICKS_WANTED = 7;
const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const MONTH_DAYS = 30.4;

const EVEN_STEPS_MS = [
  ...[1, 5, 15, 30].map((seconds) => seconds * SECOND_MS),
  ...[1, 5, 15, 30].map((minutes) => minutes * MINUTE_MS),
  ...[1, 3, 6, 12].map((hours) => hours * HOUR_MS),
  ...[1, 2, 7, 14].map((days) => days * DAY_MS),
];
const MONTH_STEPS = [1, 3, 6, 12, 24, 60, 120, 240, 600, 1200];

export function axisTicks(least: number, greatest: number, type: ColumnType): AxisTicks {
  if (type === 'date' || type === 'datetime') return timeTicks(least, greatest);
  const isWhole = type === 'year' || type === 'integer' || type === 'time';
  return {
    ticks: roundTicks(least, greatest, isWhole),
    format: (value) => formatAxisValue(value, type),
  };
}

/** The least of 1, 2, 5, 10, 20 … that makes no more than the wanted number of steps. */
export function roundStep(range: number, steps: number): number {
  if (!(range > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(range / steps));
  return power * ([1, 2, 5].find((factor) => factor * power * steps >= range) ?? 10);
}

function roundTicks(least: number, greatest: number, isWhole: boolean): number[] {
  const step = Math.max(roundStep(greatest - least, TICKS_WANTED), isWhole ? 1 : 0);
  const first = Math.ceil(least / step);
  const count = Math.floor(greatest / step) - first + 1;
  // The product of two round numbers may have a wrong last digit.
  return Array.from({ length: count }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}

function timeTicks(leastMs: number, greatestMs: number): AxisTicks {
  const rangeMs = greatestMs - leastMs;
  const evenMs = EVEN_STEPS_MS.find((stepMs) => stepMs * TICKS_WANTED >= rangeMs);
  if (evenMs === undefined) return monthTicks(leastMs, greatestMs);
  const first = Math.ceil(leastMs / evenMs);
  const count = Math.floor(greatestMs / evenMs) - first + 1;
  const ticks = Array.from({ length: count }, (_, index) => (first + index) * evenMs);
  return { ticks, format: (value) => shortTime(value, evenMs, rangeMs) };
}

function shortTime(timeMs: number, stepMs: number, rangeMs: number): string {
  const iso = new Date(timeMs).toISOString();
  if (stepMs >= DAY_MS) return iso.slice(0, 10);
  const clock = iso.slice(11, stepMs < MINUTE_MS ? 19 : 16);
  return rangeMs > DAY_MS ? `${iso.slice(5, 10)} ${clock}` : clock;
}

function monthTicks(leastMs: number, greatestMs: number): AxisTicks {
  const months = (greatestMs - leastMs) / DAY_MS / MONTH_DAYS;
  const step = MONTH_STEPS.find((size) => size * TICKS_WANTED >= months) ?? roundStep(months, TICKS_WANTED);
  const ticks: number[] = [];
  const start = new Date(leastMs);
  const firstMonth = Math.floor((start.getUTCFullYear() * 12 + start.getUTCMonth()) / step) * step;
  for (let month = firstMonth; ; month += step) {
    const timeMs = new Date(0).setUTCFullYear(Math.floor(month / 12), month % 12, 1);
    if (timeMs > greatestMs) break;
    if (timeMs >= leastMs) ticks.push(timeMs);
  }
  return { ticks, format: (value) => new Date(value).toISOString().slice(0, step % 12 === 0 ? 4 : 7) };
}
