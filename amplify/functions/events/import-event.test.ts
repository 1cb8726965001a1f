import { describe, expect, it } from 'vitest';
import { importStartOf } from './import-event';
import { isPublishEvent, publishWorkOf } from './publish-event';

const created = (key: string) => ({
  source: 'aws.s3',
  'detail-type': 'Object Created',
  time: '2026-03-01T08:00:00Z',
  detail: {
    bucket: { name: 'lake' },
    object: { key, size: 12, etag: 'abc', 'version-id': 'v1', sequencer: '00A' },
  },
});
const requested = (detailType: string, detail: object) => ({
  source: 'lakeport',
  'detail-type': detailType,
  detail,
});
const clock = { source: 'aws.events', 'detail-type': 'Scheduled Event', detail: {} };

describe('an event', () => {
  it('of an object in bronze starts the import of that very version', () => {
    expect(importStartOf(created('bronze/weather/a b.csv'))).toEqual({
      object: {
        key: 'bronze/weather/a b.csv',
        sizeBytes: 12,
        etag: 'abc',
        versionId: 'v1',
        sequencer: '00A',
        createdAt: '2026-03-01T08:00:00Z',
      },
    });
  });

  it('that asks for an import starts it', () => {
    expect(importStartOf(requested('Import Requested', { importId: '01J' }))).toEqual({ importId: '01J' });
  });

  it('of another kind is refused', () => {
    expect(() => importStartOf({ 'detail-type': 'Object Deleted', detail: {} })).toThrow();
  });

  it('of a commit, of a request or of the clock is work for publishing', () => {
    const commit = { dataset: 'weather', sequence: 7 };
    expect(publishWorkOf(created('manifests/weather/0000000007.json'))).toEqual(commit);
    expect(publishWorkOf(requested('Publish Requested', commit))).toEqual(commit);
    expect(publishWorkOf(clock)).toBe('clock');
    expect(publishWorkOf(created('manifests/weather/readme.txt'))).toBeNull();
  });

  it('is told apart by what it is about', () => {
    const events = [
      created('manifests/weather/0000000007.json'),
      requested('Publish Requested', { dataset: 'weather', sequence: 7 }),
      clock,
      created('bronze/weather/x.csv'),
      requested('Import Requested', { importId: '01J' }),
    ];
    expect(events.map(isPublishEvent)).toEqual([true, true, true, false, false]);
  });
});
