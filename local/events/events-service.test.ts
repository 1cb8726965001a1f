import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../assembly/json-value';
import { startTestStack, TEST_CREDENTIAL_MAP, type TestStack } from '../start-test-stack';
import { createEventsService } from './events-service';

let stack: TestStack;
let client: EventBridgeClient;
const events: JsonObject[] = [];

beforeAll(async () => {
  const service = createEventsService({
    bus: { put: async (event) => void events.push(event) },
    place: { region: 'eu-central-1', accountId: '000000000000' },
    credentials: TEST_CREDENTIAL_MAP,
  });
  stack = await startTestStack([service]);
  client = new EventBridgeClient(stack.clientConfig);
});

afterAll(async () => {
  client.destroy();
  await stack.stop();
});

const ENTRY = { Source: 'tiny', DetailType: 'Thing Asked For', Detail: '{"thing":{"id":7}}' };

describe('PutEvents', () => {
  it('puts an event as a rule of the default bus sees it', async () => {
    const { FailedEntryCount, Entries } = await client.send(new PutEventsCommand({ Entries: [ENTRY] }));
    expect(FailedEntryCount).toBe(0);
    expect(events).toEqual([
      {
        version: '0',
        id: Entries?.[0]?.EventId,
        'detail-type': 'Thing Asked For',
        source: 'tiny',
        account: '000000000000',
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
        region: 'eu-central-1',
        resources: [],
        detail: { thing: { id: 7 } },
      },
    ]);
  });

  it('refuses an entry by itself and takes the others', async () => {
    events.length = 0;
    const { FailedEntryCount, Entries } = await client.send(
      new PutEventsCommand({
        Entries: [
          { ...ENTRY, Detail: '[1]' },
          { ...ENTRY, Source: 'aws.s3' },
          { ...ENTRY, DetailType: '' },
          { ...ENTRY, EventBusName: 'other' },
          { ...ENTRY, EventBusName: 'arn:aws:events:eu-central-1:000000000000:event-bus/default' },
        ],
      }),
    );
    expect(FailedEntryCount).toBe(4);
    expect(Entries?.map(({ ErrorCode }) => ErrorCode)).toEqual([
      'MalformedDetail',
      'NotAuthorizedForSourceException',
      'InvalidArgument',
      'InvalidArgument',
      undefined,
    ]);
    expect(events).toHaveLength(1);
  });

  it('refuses more than ten entries, and a wrong key', async () => {
    const many = new PutEventsCommand({ Entries: Array.from({ length: 11 }, () => ENTRY) });
    await expect(client.send(many)).rejects.toMatchObject({ name: 'ValidationException' });
    const stranger = new EventBridgeClient({
      ...stack.clientConfig,
      credentials: { ...stack.clientConfig.credentials, secretAccessKey: 'guess' },
    });
    await expect(stranger.send(new PutEventsCommand({ Entries: [ENTRY] }))).rejects.toMatchObject({
      name: 'InvalidSignatureException',
    });
    stranger.destroy();
  });
});
