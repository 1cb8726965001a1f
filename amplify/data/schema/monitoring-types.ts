/** What the pipeline measures of itself. */
import { a } from '@aws-amplify/backend';

export const monitoringTypes = {
  /** One series of a metric: `values[i]` belongs to the period that starts at `timestamps[i]`. */
  MetricSeries: a.customType({
    metric: a.string().required(),
    dataset: a.string(),
    functionName: a.string(),
    statistic: a.string().required(),
    unit: a.string().required(),
    timestamps: a.datetime().required().array().required(),
    values: a.float().required().array().required(),
  }),
  MetricReport: a.customType({
    from: a.datetime().required(),
    to: a.datetime().required(),
    periodSeconds: a.integer().required(),
    series: a.ref('MetricSeries').required().array().required(),
  }),
  Alarm: a.customType({
    name: a.string().required(),
    title: a.string().required(),
    description: a.string(),
    /** OK, ALARM or INSUFFICIENT_DATA. */
    state: a.string().required(),
    reason: a.string(),
    since: a.datetime(),
    threshold: a.float(),
    comparison: a.string(),
    periodSeconds: a.integer(),
  }),
  ZoneActivity: a.customType({
    zone: a.string().required(),
    files24h: a.float().required(),
    bytes24h: a.float().required(),
    /** Whether the count stopped at its limit, so that the true figures are larger. */
    cut: a.boolean().required(),
  }),
};
