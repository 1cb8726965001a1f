/** What a viewer has chosen of a chart, and its form in the address. */
import { z } from 'zod';
import { joinList, splitList } from '@/lib/lake/query/text-list';
import { BAR_ORDERS } from './bar-rows';

const CHART_KINDS = ['line', 'area', 'bars', 'heat', 'histogram', 'figures'] as const;
export type ChartKind = (typeof CHART_KINDS)[number];

export const BAR_COUNTS = [10, 20, 50, 200] as const;

const TEXTS_MAX = 50;
const texts = z.array(z.string().max(1000)).max(TEXTS_MAX);

export const chartSetupSchema = z.object({
  /** Null for the one that fits best. */
  kind: z.enum(CHART_KINDS).nullable().catch(null),
  x: z.string().nullable().catch(null),
  /** Null for all. */
  measures: texts.nullable().catch(null),
  /** Keys of the lines; null for the first ones. */
  series: texts.nullable().catch(null),
  order: z.enum(BAR_ORDERS).catch('value'),
  top: z.union(BAR_COUNTS.map((count) => z.literal(count))).catch(20),
});

export type ChartSetup = z.infer<typeof chartSetupSchema>;

export const DEFAULT_SETUP: ChartSetup = chartSetupSchema.parse({});

/** The parameters of the address that belong to a chart. */
export const CHART_PARAMETERS = ['kind', 'x', 'measures', 'series', 'order', 'top'] as const;

/** The setup that an address describes; what cannot be understood is as if it were not there. */
export function parseChartSetup(search: URLSearchParams): ChartSetup {
  const list = (name: string) => {
    const text = search.get(name);
    return text === null || text === '' ? null : splitList(text);
  };
  const top = search.get('top');
  return chartSetupSchema.parse({
    kind: search.get('kind'),
    x: search.get('x'),
    measures: list('measures'),
    series: list('series'),
    order: search.get('order') ?? undefined,
    top: top === null ? undefined : Number(top),
  });
}

/** Sets what differs from the default. */
export function writeChartSetup(setup: ChartSetup, search: URLSearchParams): void {
  const { kind, x, measures, series, order, top } = setup;
  if (kind) search.set('kind', kind);
  if (x) search.set('x', x);
  if (measures) search.set('measures', joinList(measures));
  if (series) search.set('series', joinList(series));
  if (order !== DEFAULT_SETUP.order) search.set('order', order);
  if (top !== DEFAULT_SETUP.top) search.set('top', String(top));
}

export function isDefaultSetup(setup: ChartSetup): boolean {
  const search = new URLSearchParams();
  writeChartSetup(setup, search);
  return search.size === 0;
}
