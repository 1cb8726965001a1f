import { roundStep } from './axis-ticks';

export interface HistogramBin {
  from: number;
  /** Not in the bin, except for the last one's. */
  to: number;
  count: number;
}

const BINS_MAX = 40;
const BINS_LEAST = 5;

/**
 * How often values of each range occur. The ranges are round and of one width, which follows Freedman and Diaconis:
 * the spread of the middle half decides, so that a few far values do not press all others into one bar.
 */
export function histogram(values: readonly number[]): HistogramBin[] {
  const sorted = values.toSorted((one, other) => one - other);
  const least = sorted[0];
  const greatest = sorted.at(-1);
  if (least === undefined || greatest === undefined) return [];
  const step = binWidth(sorted, greatest - least);
  const first = Math.floor(least / step);
  // A greatest value on an edge belongs into the last bin, unless all values are equal.
  const count = Math.max(1, Math.ceil(greatest / step) - first);
  const bins = Array.from({ length: count }, (_, index) => ({
    from: edge(first + index, step),
    to: edge(first + index + 1, step),
    count: 0,
  }));
  for (const value of sorted) {
    const bin = bins[binIndex(bins, value)];
    if (bin) bin.count += 1;
  }
  return bins;
}

/** The bin that a value is counted in; -1 outside of all. */
export function binIndex(bins: readonly HistogramBin[], value: number): number {
  return bins.findIndex(
    ({ from, to }, index) => value >= from && (value < to || (value === to && index === bins.length - 1)),
  );
}

function binWidth(sorted: readonly number[], range: number): number {
  if (range === 0) return 1;
  const quarter = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
  const spread = quarter(0.75) - quarter(0.25);
  const wanted = spread > 0 ? range / ((2 * spread) / Math.cbrt(sorted.length)) : Math.sqrt(sorted.length);
  return roundStep(range, Math.min(BINS_MAX, Math.max(BINS_LEAST, Math.ceil(wanted))));
}

/** The product of two round numbers may have a wrong last digit. */
function edge(index: number, step: number): number {
  return Number((index * step).toPrecision(12));
}
