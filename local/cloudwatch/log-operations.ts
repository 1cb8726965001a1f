/** The operations of CloudWatch Logs, from the wire to the store and back. */
import { z } from 'zod';
import { AwsJsonError } from '../aws-json';
import { parseLogFilter } from './log-filter';
import type { LogGroup, LogStore } from './log-store';

export interface LogServices {
  logs: LogStore;
  region: string;
  /** Writes an event down and takes the metrics out of it. */
  log: (group: string, stream: string, message: string, timestampMs: number) => void;
}

type Operation = (services: LogServices, input: unknown) => object;

const EVENTS_PAGE = 10_000;

export const LOG_OPERATIONS: Readonly<Record<string, Operation>> = {
  CreateLogGroup: ({ logs }, input) => {
    logs.createGroup(parse(z.object({ logGroupName: z.string().min(1) }), input).logGroupName);
    return {};
  },
  CreateLogStream: ({ logs }, input) => {
    const { logGroupName, logStreamName } = parse(streamSchema, input);
    logs.createStream(logGroupName, logStreamName);
    return {};
  },
  PutLogEvents: putLogEvents,
  DescribeLogGroups: describeLogGroups,
  FilterLogEvents: filterLogEvents,
};

const streamSchema = z.object({ logGroupName: z.string(), logStreamName: z.string().min(1) });

const putSchema = streamSchema.extend({
  /** Times in epoch milliseconds. */
  logEvents: z.array(z.object({ timestamp: z.number(), message: z.string() })).min(1),
});

function putLogEvents({ logs, log }: LogServices, input: unknown): object {
  const { logGroupName, logStreamName, logEvents } = parse(putSchema, input);
  if (!findGroup(logs, logGroupName).streams.has(logStreamName)) {
    throw new AwsJsonError('ResourceNotFoundException', 'The specified log stream does not exist.');
  }
  for (const { timestamp, message } of logEvents) log(logGroupName, logStreamName, message, timestamp);
  return {};
}

function describeLogGroups({ logs, region }: LogServices, input: unknown): object {
  const schema = z.object({
    logGroupNamePrefix: z.string().nullish(),
    logGroupNamePattern: z.string().nullish(),
  });
  const { logGroupNamePrefix: prefix, logGroupNamePattern: pattern } = parse(schema, input);
  const logGroups = logs
    .all()
    .filter(({ name }) => name.startsWith(prefix ?? '') && name.includes(pattern ?? ''))
    .map(({ name, createdMs, sizeBytes }) => {
      const logGroupArn = `arn:aws:logs:${region}:000000000000:log-group:${name}`;
      return {
        logGroupName: name,
        creationTime: createdMs,
        storedBytes: sizeBytes,
        arn: `${logGroupArn}:*`,
        logGroupArn,
      };
    });
  return { logGroups };
}

const filterSchema = z
  .object({
    logGroupName: z.string().nullish(),
    /** A name or an ARN. */
    logGroupIdentifier: z.string().nullish(),
    logStreamNames: z.array(z.string()).nullish(),
    logStreamNamePrefix: z.string().nullish(),
    startTime: z.number().nullish(),
    endTime: z.number().nullish(),
    filterPattern: z.string().nullish(),
    limit: z.number().int().positive().max(EVENTS_PAGE).nullish(),
    nextToken: z.string().nullish(),
  })
  .refine(({ logGroupName, logGroupIdentifier }) => Boolean(logGroupName) !== Boolean(logGroupIdentifier), {
    message: 'Exactly one of logGroupName and logGroupIdentifier is needed.',
  });

/** By time, then in the order of their arrival; the token is the number of matching events given out before. */
function filterLogEvents({ logs }: LogServices, input: unknown): object {
  const asked = parse(filterSchema, input);
  const name =
    asked.logGroupName ??
    asked.logGroupIdentifier?.replace(/^arn:.*:log-group:/, '').replace(/:\*$/, '') ??
    '';
  const matches = parseLogFilter(asked.filterPattern ?? '');
  const found = findGroup(logs, name)
    .events.map((event, i) => ({ ...event, eventId: String(i).padStart(20, '0') }))
    .filter(
      ({ stream, timestampMs, message }) =>
        timestampMs >= (asked.startTime ?? 0) &&
        timestampMs <= (asked.endTime ?? Infinity) &&
        (!asked.logStreamNames?.length || asked.logStreamNames.includes(stream)) &&
        stream.startsWith(asked.logStreamNamePrefix ?? '') &&
        matches(message),
    )
    .sort((a, b) => a.timestampMs - b.timestampMs);
  const from = Number(asked.nextToken ?? 0);
  if (!Number.isInteger(from) || from < 0) throw invalid('The specified nextToken is invalid.');
  const to = from + (asked.limit ?? EVENTS_PAGE);
  const events = found.slice(from, to).map(({ stream, timestampMs, message, eventId }) => ({
    logStreamName: stream,
    timestamp: timestampMs,
    ingestionTime: timestampMs,
    message,
    eventId,
  }));
  return { events, searchedLogStreams: [], ...(to < found.length ? { nextToken: String(to) } : {}) };
}

function findGroup(logs: LogStore, name: string): LogGroup {
  const group = logs.group(name);
  if (group) return group;
  throw new AwsJsonError('ResourceNotFoundException', 'The specified log group does not exist.');
}

function parse<T>(schema: z.ZodType<T>, input: unknown): T {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw invalid(z.prettifyError(parsed.error));
}

function invalid(message: string): AwsJsonError {
  return new AwsJsonError('InvalidParameterException', message);
}
