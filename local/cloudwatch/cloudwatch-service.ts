/**
 * The laptop's CloudWatch and CloudWatch Logs: metrics, metric math, alarms, log events with metrics in them. Both speak
 * AWS JSON (1.0 and 1.1), which is what the JavaScript SDK sends. Left out: alarm actions, composite and anomaly alarms,
 * dashboards, Logs Insights, retention settings, periods below a minute.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import {
  answerAwsJson,
  answerAwsJsonError,
  AwsJsonError,
  readSignedBody,
  targetOperation,
} from '../aws-json';
import { openLocked } from '../folder-lock';
import type { LocalService } from '../service';
import { AlarmStore } from './alarm-store';
import { extractEmf } from './emf';
import { LOG_OPERATIONS } from './log-operations';
import { LogStore } from './log-store';
import { isAcceptedTime, METRIC_OPERATIONS } from './metric-operations';
import { MetricStore, type Metric } from './metric-store';
import { addValue, emptyStatistics } from './statistics';

export interface CloudWatchOptions {
  /** Where metrics, alarms and logs live. */
  dir: string;
  region: string;
  /** Properties of `AWS::CloudWatch::Alarm`, resolved, with their AlarmName. */
  alarms: readonly unknown[];
  /** Secret by access key id. */
  credentials: ReadonlyMap<string, string>;
  /** Bytes of messages a log group keeps. */
  logGroupBytesMax?: number;
}

export interface CloudWatch extends LocalService {
  /** Writes a log event, and the metrics in it when it is in the embedded metric format. */
  log(group: string, stream: string, message: string, timestampMs: number): void;
  /** One value of a metric, such as those AWS itself keeps of functions; the time is now when left out. */
  putMetric(metric: Metric, value: number, options?: { unit?: string; timestampMs?: number }): void;
}

type Operations = Readonly<Record<string, (input: unknown) => object>>;

/** The two services behind one; `name` is that of the signature's scope. */
const TARGETS = [
  { prefix: 'GraniteServiceVersion20100801', name: 'monitoring' },
  { prefix: 'Logs_20140328', name: 'logs' },
] as const;

const LOG_GROUP_BYTES_MAX = 8 * 1024 ** 2;

/** How often the alarms are looked at, so that the time of a change of state is right when nobody asks. */
const EVALUATION_MS = 60_000;

/** @throws Error when another process has the folder, a file in it is damaged, or an alarm cannot be computed */
export function createCloudWatch(options: CloudWatchOptions): Promise<CloudWatch> {
  return openLocked(options.dir, () => openStores(options));
}

async function openStores(options: CloudWatchOptions): Promise<CloudWatch> {
  const { dir, region, credentials, logGroupBytesMax: groupBytesMax = LOG_GROUP_BYTES_MAX } = options;
  const metrics = await MetricStore.open(dir);
  const alarms = await AlarmStore.open(dir, metrics, options.alarms);
  const logs = await LogStore.open(join(dir, 'logs'), { groupBytesMax });
  const log: CloudWatch['log'] = (group, stream, message, timestampMs) => {
    logs.append(group, { stream, timestampMs, message });
    for (const { metric, unit, values, timestampMs: at } of extractEmf(message)) {
      if (!isAcceptedTime(at)) continue;
      const statistics = emptyStatistics();
      values.forEach((value) => addValue(statistics, value));
      metrics.add(metric, statistics, { timestampSec: at / 1000, unit });
    }
  };
  const operations: Record<(typeof TARGETS)[number]['name'], Operations> = {
    monitoring: bind(METRIC_OPERATIONS, { metrics, alarms, region }),
    logs: bind(LOG_OPERATIONS, { logs, region, log }),
  };
  const evaluation = setInterval(() => alarms.evaluate(), EVALUATION_MS).unref();
  return {
    name: 'cloudwatch',
    matches: (request) => TARGETS.some(({ prefix }) => targetOperation(request, prefix) !== null),
    handle: (request, response) => handle(operations, credentials, request, response),
    stop: async () => {
      clearInterval(evaluation);
      [metrics, alarms, logs].forEach((store) => store.close());
    },
    log,
    putMetric: (metric, value, { unit, timestampMs = Date.now() } = {}) => {
      const statistics = emptyStatistics();
      addValue(statistics, value);
      metrics.add(metric, statistics, { timestampSec: timestampMs / 1000, unit });
    },
  };
}

async function handle(
  operations: Record<(typeof TARGETS)[number]['name'], Operations>,
  credentials: ReadonlyMap<string, string>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const target = TARGETS.find(({ prefix }) => targetOperation(request, prefix) !== null);
    const name = target && targetOperation(request, target.prefix);
    const operation = target && name ? operations[target.name][name] : undefined;
    if (!target || !operation) {
      throw new AwsJsonError(
        'UnknownOperationException',
        `The laptop's CloudWatch has no operation ${name}.`,
      );
    }
    const body = await readSignedBody(request, { credentials, service: target.name });
    answerAwsJson(request, response, 200, operation(parseBody(body)));
  } catch (error) {
    answerAwsJsonError(request, response, error);
  }
}

function bind<T>(
  operations: Readonly<Record<string, (services: T, input: unknown) => object>>,
  services: T,
): Operations {
  return Object.fromEntries(
    Object.entries(operations).map(([name, operation]) => [
      name,
      (input: unknown) => operation(services, input),
    ]),
  );
}

function parseBody(body: Buffer): unknown {
  if (body.length === 0) return {};
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new AwsJsonError('SerializationException', 'The body is not JSON.');
  }
}
