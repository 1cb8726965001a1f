import { z } from 'zod';
import { ask } from '@/components/api/client';

const seriesSchema = z.object({
  metric: z.string(),
  dataset: z.string().nullish(),
  functionName: z.string().nullish(),
  statistic: z.string(),
  unit: z.string(),
  timestamps: z.array(z.string()),
  values: z.array(z.number()),
});

const reportSchema = z.object({
  from: z.string(),
  to: z.string(),
  periodSeconds: z.number(),
  series: z.array(seriesSchema),
});

/** One series of a metric: `values[i]` belongs to the period that starts at `timestamps[i]`. */
export type MetricSeries = z.infer<typeof seriesSchema>;
export type MetricReport = z.infer<typeof reportSchema>;

const alarmSchema = z.object({
  name: z.string(),
  title: z.string(),
  description: z.string().nullish(),
  state: z.enum(['OK', 'ALARM', 'INSUFFICIENT_DATA']).catch('INSUFFICIENT_DATA'),
  reason: z.string().nullish(),
  since: z.string().nullish(),
  threshold: z.number().nullish(),
  comparison: z.string().nullish(),
  periodSeconds: z.number().nullish(),
});

export type Alarm = z.infer<typeof alarmSchema>;

const zoneActivitySchema = z.object({
  zone: z.string(),
  files24h: z.number(),
  bytes24h: z.number(),
  /** The count stopped at its limit: the true figures are larger. */
  cut: z.boolean(),
});

export type ZoneActivity = z.infer<typeof zoneActivitySchema>;

export async function getMetrics(from: Date, to: Date, periodSeconds: number): Promise<MetricReport> {
  const report = await ask((client) =>
    client.queries.getMetrics({ from: from.toISOString(), to: to.toISOString(), periodSeconds }),
  );
  return reportSchema.parse(report);
}

export async function listAlarms(): Promise<Alarm[]> {
  const alarms = await ask((client) => client.queries.listAlarms());
  return alarms.map((alarm) => alarmSchema.parse(alarm));
}

export async function getZoneActivity(): Promise<ZoneActivity[]> {
  const zones = await ask((client) => client.queries.getZoneActivity());
  return zones.map((zone) => zoneActivitySchema.parse(zone));
}
