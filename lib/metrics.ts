/**
 * The metrics of the pipeline, written as log lines in CloudWatch's Embedded Metric Format: no call, no cost
 * but the log's. Each is counted per dataset and once over all; an import id is never a dimension.
 * Source: CloudWatch user guide, «Specification: Embedded metric format».
 */
export const METRIC_NAMESPACE = 'Lakeport';

export const METRIC_UNITS = {
  RowsReceived: 'Count',
  RowsAccepted: 'Count',
  RowsAnomalous: 'Count',
  RowsRejected: 'Count',
  BytesReceived: 'Bytes',
  ImportsSucceeded: 'Count',
  ImportsFailed: 'Count',
  ImportDuration: 'Milliseconds',
  RowsPerSecond: 'Count/Second',
  RecordsWritten: 'Count',
  RecordWriteThrottles: 'Count',
  QueryDuration: 'Milliseconds',
} as const;

export type MetricName = keyof typeof METRIC_UNITS;

/** One line of the log that CloudWatch turns into metrics of the dataset and of the whole. */
export function metricsLine(
  dataset: string,
  values: Partial<Record<MetricName, number>>,
  now: Date = new Date(),
): string {
  const names = Object.keys(values) as MetricName[];
  return JSON.stringify({
    _aws: {
      Timestamp: now.getTime(),
      CloudWatchMetrics: [
        {
          Namespace: METRIC_NAMESPACE,
          Dimensions: [['Dataset'], []],
          Metrics: names.map((Name) => ({ Name, Unit: METRIC_UNITS[Name] })),
        },
      ],
    },
    Dataset: dataset,
    ...values,
  });
}

/** Puts the line where Lambda takes its log from. */
export function emitMetrics(dataset: string, values: Partial<Record<MetricName, number>>): void {
  process.stdout.write(`${metricsLine(dataset, values)}\n`);
}
