/** The queries that GetMetricData and metric-math alarms are made of. */
import { z } from 'zod';
import { AwsJsonError } from '../aws-json';
import { evaluateExpression, type Series } from './metric-expression';
import { sumByPeriod, type Metric, type MetricStore } from './metric-store';
import { isStatistic, statisticOf } from './statistics';

export const dimensionsSchema = z
  .array(z.object({ Name: z.string(), Value: z.string() }))
  .nullish()
  .transform((list) => Object.fromEntries((list ?? []).map(({ Name, Value }) => [Name, Value])));

export const periodSchema = z.coerce
  .number()
  .int()
  .refine((period) => period >= 60 && period % 60 === 0, 'Periods must be multiples of 60 seconds.');

export const statisticSchema = z
  .string()
  .refine(isStatistic, "The laptop's CloudWatch has no such statistic.");

export const metricQuerySchema = z.object({
  Id: z.string().regex(/^[a-z]\w*$/),
  Label: z.string().nullish(),
  Expression: z.string().nullish(),
  Period: periodSchema.nullish(),
  ReturnData: z.boolean().nullish(),
  MetricStat: z
    .object({
      Metric: z.object({ Namespace: z.string(), MetricName: z.string(), Dimensions: dimensionsSchema }),
      Period: periodSchema,
      Stat: statisticSchema,
      Unit: z.string().nullish(),
    })
    .nullish(),
});

export type MetricQuery = z.infer<typeof metricQuerySchema>;

export interface QueryWindow {
  startSec: number;
  /** Not included. */
  endSec: number;
  /** Where periods are counted from; 0 gives whole hours and days in UTC. */
  anchorSec: number;
}

/** One metric by period. */
export function metricSeries(
  store: MetricStore,
  query: { metric: Metric; stat: string; periodSec: number; unit?: string | null | undefined },
  window: QueryWindow,
): Series {
  const series = store.find(query.metric);
  if (!series || (query.unit && series.unit && query.unit !== series.unit)) return new Map();
  const values = new Map<number, number>();
  for (const [start, statistics] of sumByPeriod(series, { ...window, periodSec: query.periodSec })) {
    const value = statisticOf(statistics, query.stat);
    if (value !== null) values.set(start, value);
  }
  return new Map([...values].sort(([a], [b]) => a - b));
}

/**
 * Every query's series by its id; expressions may name each other in any order.
 * @throws AwsJsonError for an id that is missing or refers to itself
 */
export function evaluateQueries(
  store: MetricStore,
  queries: readonly MetricQuery[],
  window: QueryWindow,
): Map<string, Series> {
  const byId = new Map(queries.map((query) => [query.Id, query]));
  const done = new Map<string, Series>();
  const underWay = new Set<string>();
  const periodSec = Math.max(
    60,
    ...queries.map(({ MetricStat, Period }) => MetricStat?.Period ?? Period ?? 60),
  );
  const resolve = (id: string): Series => {
    const known = done.get(id);
    if (known) return known;
    const query = byId.get(id);
    if (!query) throw invalid(`There is no query with the id '${id}'.`);
    if (underWay.has(id)) throw invalid(`The query '${id}' refers to itself.`);
    underWay.add(id);
    const series = evaluateQuery(store, query, window, {
      resolve,
      periods: () => periodStarts(window, periodSec),
    });
    done.set(id, series);
    return series;
  };
  for (const { Id } of queries) resolve(Id);
  return done;
}

function evaluateQuery(
  store: MetricStore,
  { Id, MetricStat, Expression }: MetricQuery,
  window: QueryWindow,
  scope: Parameters<typeof evaluateExpression>[1],
): Series {
  if (Expression) return evaluateExpression(Expression, scope);
  if (!MetricStat) throw invalid(`The query '${Id}' has neither a MetricStat nor an Expression.`);
  const { Metric: asked, Period: periodSec, Stat: stat, Unit: unit } = MetricStat;
  const metric = { namespace: asked.Namespace, name: asked.MetricName, dimensions: asked.Dimensions };
  return metricSeries(store, { metric, stat, periodSec, unit }, window);
}

function periodStarts({ startSec, endSec, anchorSec }: QueryWindow, periodSec: number): number[] {
  const starts: number[] = [];
  const first = anchorSec + Math.floor((startSec - anchorSec) / periodSec) * periodSec;
  for (let start = first; start < endSec; start += periodSec) starts.push(start);
  return starts;
}

function invalid(message: string): AwsJsonError {
  return new AwsJsonError('InvalidParameterValueException', message);
}
