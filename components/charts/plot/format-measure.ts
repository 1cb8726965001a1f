import { formatNumber } from '@/lib/format';

const DIGITS = 4;

/** Four significant digits: what a chart's reader can tell apart. The table has them all. */
export function formatMeasure(value: number): string {
  return Number.isInteger(value) ? formatNumber(value) : formatNumber(Number(value.toPrecision(DIGITS)));
}

/** The value with what it is measured in. */
export function withUnit(value: number, unit: string | undefined): string {
  return unit ? `${formatMeasure(value)} ${unit}` : formatMeasure(value);
}
