import type { ChartPoint } from '@/components/charts/chart-series';
import { toAxisValue } from './axis-value';
import { keyOf, toNumber, type ChartTable, type PlacedColumn } from './chart-table';
import { downsample, type AxisPoint } from './downsample';

/** Colours that can be told apart; more lines than this cannot be followed. */
export const SERIES_MAX = 6;

/** More points than this are not to be seen on a screen, and make a chart slow. */
const POINTS_MAX = 1200;

/** A distance this many times the usual one is a gap in the data, if nearly all distances are the usual one. */
const GAP_STEPS = 1.5;
const REGULAR_SHARE = 0.9;

export interface LineSeries {
  key: string;
  /** The value of the group that it is of; undefined for the only series. */
  value: unknown;
}

export interface LinePoints {
  series: LineSeries[];
  points: ChartPoint[];
  /** Values there are of the shown series, and how many of them are drawn. */
  valueCount: number;
  drawnCount: number;
  /** Rows that have no place on the x axis. */
  withoutPlace: number;
  /** The lines have values at places of their own: each goes on over the places of the others. */
  connects: boolean;
}

interface LineOptions {
  measure: PlacedColumn;
  x: PlacedColumn;
  split: PlacedColumn | undefined;
  /** Keys of the series to show; null for the first ones. */
  chosen: readonly string[] | null;
}

/** A measure along an ordered column, a line for each value of the split. */
export function linePoints(table: ChartTable, { measure, x, split, chosen }: LineOptions): LinePoints {
  const all = bySeries(table, split);
  const shown = shownKeys(all, chosen);
  const lines = shown.map((key) => {
    const rows = all.get(key) ?? [];
    const value = split && rows[0]?.[split.index];
    return { key, value, ...onePlacedLine(rows, x, measure, Math.floor(POINTS_MAX / shown.length)) };
  });
  const places = [...new Set(lines.flatMap(({ drawn }) => drawn.map((point) => point.x)))];
  places.sort((one, other) => one - other);
  const sum = (count: (line: (typeof lines)[number]) => number) =>
    lines.reduce((total, line) => total + count(line), 0);
  return {
    series: lines.map(({ key, value }) => ({ key, value })),
    // A line has its own value wherever another line brings a place in.
    points: places.map((place) => ({
      x: place,
      values: Object.fromEntries(lines.map(({ key, values }) => [key, values.get(place) ?? null])),
    })),
    valueCount: sum(({ values }) => [...values.values()].filter((y) => y !== null).length),
    drawnCount: sum(({ drawn }) => drawn.filter(({ y }) => y !== null).length),
    withoutPlace: sum(({ withoutPlace }) => withoutPlace),
    connects: lines.length > 1 && lines.some(({ isRegular }) => !isRegular),
  };
}

interface PlacedLine {
  /** All values by their place. */
  values: Map<number, number | null>;
  /** Those that a chart needs. */
  drawn: readonly AxisPoint[];
  withoutPlace: number;
  isRegular: boolean;
}

function onePlacedLine(
  rows: ChartTable['rows'],
  x: PlacedColumn,
  measure: PlacedColumn,
  pointsMax: number,
): PlacedLine {
  const placed = rows.flatMap((row): AxisPoint[] => {
    const place = toAxisValue(row[x.index], x.type);
    return place === null ? [] : [{ x: place, y: toNumber(row[measure.index]) }];
  });
  placed.sort((one, other) => one.x - other.x);
  const { points, isRegular } = withGaps(placed);
  return {
    values: new Map(points.map((point) => [point.x, point.y])),
    drawn: downsample(points, pointsMax),
    withoutPlace: rows.length - placed.length,
    isRegular,
  };
}

/** Those that are chosen and there, else the first ones. */
function shownKeys(all: ReadonlyMap<string, unknown>, chosen: readonly string[] | null): string[] {
  const wanted = [...all.keys()].filter((key) => chosen?.includes(key));
  return (wanted.length > 0 ? wanted : [...all.keys()]).slice(0, SERIES_MAX);
}

/** All values of the split, each as a line. */
export function allSeries(table: ChartTable, split: PlacedColumn): LineSeries[] {
  return [...bySeries(table, split)].map(([key, rows]) => ({ key, value: rows[0]?.[split.index] }));
}

/** The lines that are drawn, in the order of their colours. */
export function shownSeries(
  table: ChartTable,
  split: PlacedColumn,
  chosen: readonly string[] | null,
): LineSeries[] {
  const all = new Map(allSeries(table, split).map((series) => [series.key, series]));
  return shownKeys(all, chosen).flatMap((key) => all.get(key) ?? []);
}

/** The rows of each value of the split, in the order of the values. */
function bySeries(
  table: ChartTable,
  split: PlacedColumn | undefined,
): Map<string, ChartTable['rows'][number][]> {
  const series = new Map<string, ChartTable['rows'][number][]>();
  for (const row of table.rows) {
    const key = split ? keyOf(row[split.index]) : 'value';
    const rows = series.get(key);
    if (rows) rows.push(row);
    else series.set(key, [row]);
  }
  return new Map([...series].sort(([one], [other]) => one.localeCompare(other, 'en', { numeric: true })));
}

/** Says where nothing is between two points that are farther apart than all the others. */
function withGaps(points: readonly AxisPoint[]): { points: readonly AxisPoint[]; isRegular: boolean } {
  const steps = points.slice(1).map(({ x }, index) => x - (points[index]?.x ?? x));
  const usual = steps.toSorted((one, other) => one - other)[Math.floor(steps.length / 2)] ?? 0;
  const isUsual = (step: number) => step > 0 && step <= usual * GAP_STEPS;
  const isRegular = steps.filter(isUsual).length >= REGULAR_SHARE * steps.length;
  if (!isRegular) return { points, isRegular };
  const withThem = points.flatMap((point, index) => {
    const step = steps[index];
    const isGap = step !== undefined && step > 0 && !isUsual(step);
    return isGap ? [point, { x: point.x + step / 2, y: null }] : [point];
  });
  return { points: withThem, isRegular };
}
