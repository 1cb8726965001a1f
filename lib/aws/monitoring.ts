/** What CloudWatch knows of the pipeline: series of the metrics and the state of the alarms. */
import {
  type CloudWatchClient,
  DescribeAlarmsCommand,
  GetMetricDataCommand,
  type MetricAlarm,
  type MetricDataQuery,
} from '@aws-sdk/client-cloudwatch';
import { METRIC_NAMESPACE, type MetricName } from '../metrics';

export interface SeriesRequest {
  metric: MetricName | 'Errors' | 'Invocations';
  statistic: 'Sum' | 'Average' | 'Maximum' | 'p95';
  unit: string;
  dataset: string | null;
  /** Set for the metrics of a function, which AWS Lambda counts itself. */
  functionName: string | null;
}

export interface Series extends SeriesRequest {
  /** ISO 8601 starts of the periods that have a value, oldest first. */
  timestamps: string[];
  values: number[];
}

export interface SeriesRange {
  from: Date;
  to: Date;
  periodSeconds: number;
}

export interface AlarmState {
  name: string;
  description: string | null;
  state: string;
  reason: string | null;
  since: string | null;
  threshold: number | null;
  comparison: string | null;
  periodSeconds: number | null;
  /** The function the alarm watches, if it watches one. */
  functionName: string | null;
}

/** GetMetricData takes so many queries a call. */
const QUERIES_A_CALL = 500;

export async function getSeries(
  client: CloudWatchClient,
  requests: readonly SeriesRequest[],
  range: SeriesRange,
): Promise<Series[]> {
  const series = requests.map((request): Series => ({ ...request, timestamps: [], values: [] }));
  for (let start = 0; start < requests.length; start += QUERIES_A_CALL) {
    const queries = requests
      .slice(start, start + QUERIES_A_CALL)
      .map((request, index) => metricQuery(request, `m${start + index}`, range.periodSeconds));
    let nextToken: string | undefined;
    do {
      const answer = await client.send(
        new GetMetricDataCommand({
          StartTime: range.from,
          EndTime: range.to,
          MetricDataQueries: queries,
          ScanBy: 'TimestampAscending',
          NextToken: nextToken,
        }),
      );
      for (const result of answer.MetricDataResults ?? []) {
        const target = series[Number(result.Id?.slice(1))];
        target?.timestamps.push(...(result.Timestamps ?? []).map((time) => time.toISOString()));
        target?.values.push(...(result.Values ?? []));
      }
      nextToken = answer.NextToken;
    } while (nextToken);
  }
  return series;
}

function metricQuery(request: SeriesRequest, id: string, periodSeconds: number): MetricDataQuery {
  const dimensions = request.functionName
    ? [{ Name: 'FunctionName', Value: request.functionName }]
    : request.dataset
      ? [{ Name: 'Dataset', Value: request.dataset }]
      : [];
  return {
    Id: id,
    MetricStat: {
      Metric: {
        Namespace: request.functionName ? 'AWS/Lambda' : METRIC_NAMESPACE,
        MetricName: request.metric,
        Dimensions: dimensions,
      },
      Period: periodSeconds,
      Stat: request.statistic,
    },
  };
}

/** The alarms whose names begin with the prefix, by name. */
export async function getAlarms(client: CloudWatchClient, prefix: string): Promise<AlarmState[]> {
  const alarms: AlarmState[] = [];
  let nextToken: string | undefined;
  do {
    const page = await client.send(
      new DescribeAlarmsCommand({ AlarmNamePrefix: prefix, NextToken: nextToken }),
    );
    alarms.push(...(page.MetricAlarms ?? []).map(alarmState));
    nextToken = page.NextToken;
  } while (nextToken);
  return alarms.sort((one, other) => one.name.localeCompare(other.name));
}

function alarmState(alarm: MetricAlarm): AlarmState {
  const watched = alarm.Dimensions?.find((dimension) => dimension.Name === 'FunctionName');
  return {
    name: alarm.AlarmName ?? '',
    description: alarm.AlarmDescription ?? null,
    state: alarm.StateValue ?? 'INSUFFICIENT_DATA',
    reason: alarm.StateReason ?? null,
    since: alarm.StateUpdatedTimestamp?.toISOString() ?? null,
    threshold: alarm.Threshold ?? null,
    comparison: alarm.ComparisonOperator ?? null,
    periodSeconds: alarm.Period ?? alarm.Metrics?.find((metric) => metric.Period)?.Period ?? null,
    functionName: watched?.Value ?? null,
  };
}
