import { describe, expect, it } from 'vitest';
import { createEventBus } from './event-bus';
import { compilePattern } from './event-pattern';
import type { ObjectEvent } from '../s3/object-event';
import { bridgeEvent } from './bridge-event';

const change: ObjectEvent = {
  eventName: 'Object Created',
  bucket: 'lake',
  key: 'bronze/iot/1/Chào Mào.csv',
  sizeBytes: 5,
  etag: 'abc',
  versionId: 'v1',
  reason: 'PutObject',
  sequencer: '00A1',
  time: '2026-03-06T05:59:30.123Z',
};
const place = { region: 'us-east-1', accountId: '000000000000' };

describe('the event bus', () => {
  it('brings an object event to the targets of the rules that match, and to no other', async () => {
    const received: [string, unknown][] = [];
    const rule = (name: string, prefix: string) => ({
      name,
      matches: compilePattern({ detail: { object: { key: [{ prefix }] } } }, name),
      targets: [{ functionArn: `arn:${name}`, input: {} }],
    });
    const bus = createEventBus([rule('bronze', 'bronze/'), rule('gold', 'gold/')], async (arn, payload) => {
      received.push([arn, JSON.parse(payload)]);
    });
    await bus.put(bridgeEvent(change, place));
    expect(received).toHaveLength(1);
    expect(received[0]).toMatchObject([
      'arn:bronze',
      {
        source: 'aws.s3',
        'detail-type': 'Object Created',
        detail: {
          bucket: { name: 'lake' },
          object: {
            key: 'bronze/iot/1/Chào Mào.csv',
            size: 5,
            etag: 'abc',
            'version-id': 'v1',
            sequencer: '00A1',
          },
          reason: 'PutObject',
        },
      },
    ]);
  });

  it('fills a template from the event', async () => {
    const received: unknown[] = [];
    const input = {
      InputTransformer: {
        InputPathsMap: { key: '$.detail.object.key', size: '$.detail.object.size' },
        InputTemplate: '{"file": "s3:<key>", "key": <key>, "size": <size>}',
      },
    };
    const rules = [{ name: 'all', matches: () => true, targets: [{ functionArn: 'arn:fn', input }] }];
    const bus = createEventBus(rules, async (_arn, payload) => received.push(JSON.parse(payload)));
    await bus.put(bridgeEvent({ ...change, key: 'a "b"' }, place));
    expect(received).toEqual([{ file: 's3:a "b"', key: 'a "b"', size: 5 }]);
  });
});
