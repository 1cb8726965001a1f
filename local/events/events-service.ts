/**
 * The laptop's EventBridge, as far as programs call it: PutEvents to the default bus, where S3's events are too.
 * Source of names and limits: EventBridge API Reference, «PutEvents».
 */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { isJsonObject, type JsonObject, type JsonValue } from '../assembly/json-value';
import {
  answerAwsJson,
  answerAwsJsonError,
  AwsJsonError,
  readSignedBody,
  targetOperation,
} from '../aws-json';
import type { LocalService } from '../service';
import type { EventBus } from './event-bus';

export interface EventsServiceOptions {
  bus: EventBus;
  place: { region: string; accountId: string };
  /** Secret by access key id. */
  credentials: ReadonlyMap<string, string>;
}

const TARGET = 'AWSEvents';
const ENTRIES_MAX = 10;
const REQUEST_BYTES_MAX = 256 * 1024;
/** The bus by its name, or by its ARN. */
const DEFAULT_BUS = /^(?:arn:aws:events:.*:event-bus\/)?default$/;

const entrySchema = z.object({
  Source: z.string().optional(),
  DetailType: z.string().optional(),
  Detail: z.string().optional(),
  EventBusName: z.string().default('default'),
  Resources: z.array(z.string()).default([]),
  /** Seconds since 1970. */
  Time: z.number().optional(),
});
const requestSchema = z.object({ Entries: z.array(entrySchema).min(1).max(ENTRIES_MAX) });

type Entry = z.infer<typeof entrySchema>;
type Outcome = { EventId: string } | { ErrorCode: string; ErrorMessage: string };

export function createEventsService({ bus, place, credentials }: EventsServiceOptions): LocalService {
  return {
    name: 'events',
    matches: (request) => targetOperation(request, TARGET) !== null,
    handle: async (request, response) => {
      try {
        const body = await readSignedBody(request, { credentials, service: 'events' });
        const operation = targetOperation(request, TARGET);
        if (operation !== 'PutEvents') {
          throw new AwsJsonError(
            'UnknownOperationException',
            `The laptop's EventBridge has no ${operation}.`,
          );
        }
        const entries = parseEntries(body);
        const outcomes = await Promise.all(entries.map((entry) => putEntry(bus, place, entry)));
        answerAwsJson(request, response, 200, {
          FailedEntryCount: outcomes.filter((outcome) => 'ErrorCode' in outcome).length,
          Entries: outcomes,
        });
      } catch (error) {
        answerAwsJsonError(request, response, error);
      }
    },
    stop: async () => undefined,
  };
}

function parseEntries(body: Buffer): Entry[] {
  if (body.length > REQUEST_BYTES_MAX) {
    throw new AwsJsonError(
      'ValidationException',
      'Total size of the entries in the request is over the limit.',
    );
  }
  const value = parseJson(body.toString('utf8'));
  const parsed = requestSchema.safeParse(value);
  if (parsed.success) return parsed.data.Entries;
  const issues = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new AwsJsonError('ValidationException', issues.join('; '));
}

/** An entry is refused by itself: the others of its request are taken. */
async function putEntry(bus: EventBus, place: EventsServiceOptions['place'], entry: Entry): Promise<Outcome> {
  const { Source, DetailType, Detail, EventBusName, Resources, Time } = entry;
  if (!DEFAULT_BUS.test(EventBusName)) {
    return { ErrorCode: 'InvalidArgument', ErrorMessage: `There is no event bus ${EventBusName}.` };
  }
  if (!Source || !DetailType || !Detail) {
    const ErrorMessage = `Parameter ${Source ? (DetailType ? 'Detail' : 'DetailType') : 'Source'} is not valid.`;
    return { ErrorCode: 'InvalidArgument', ErrorMessage };
  }
  if (/^aws(?:\.|$)/.test(Source)) {
    return { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage: 'Not authorized for the source.' };
  }
  const detail = parseJson(Detail);
  if (!isJsonObject(detail)) return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
  const id = randomUUID();
  const event: JsonObject = {
    version: '0',
    id,
    'detail-type': DetailType,
    source: Source,
    account: place.accountId,
    time: new Date(Time === undefined ? Date.now() : Time * 1000).toISOString().replace(/\.\d+Z$/, 'Z'),
    region: place.region,
    resources: Resources,
    detail,
  };
  await bus.put(event);
  return { EventId: id };
}

function parseJson(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
