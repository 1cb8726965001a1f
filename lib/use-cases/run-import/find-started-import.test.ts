import { decodeTime, isValid } from 'ulid';
import { describe, expect, it } from 'vitest';
import { storageImportId, type CreatedObject } from './find-started-import';

const object: CreatedObject = {
  key: 'bronze/weather/inbox/readings.csv',
  sizeBytes: 10,
  etag: 'e1',
  versionId: 'v1',
  sequencer: '00A1',
  createdAt: '2026-03-01T08:00:00Z',
};

describe('the id of an import of a file that was put into the bucket', () => {
  it('is a ULID of the time at which the file came', () => {
    const id = storageImportId(object);
    expect(isValid(id)).toBe(true);
    expect(decodeTime(id)).toBe(Date.parse(object.createdAt));
  });

  it('is the same for an event that comes again', () => {
    expect(storageImportId({ ...object })).toBe(storageImportId(object));
  });

  it('is another one for another version and for another file of the same second', () => {
    const ids = [
      object,
      { ...object, versionId: 'v2' },
      { ...object, key: 'bronze/weather/inbox/others.csv' },
      { ...object, versionId: null },
      { ...object, versionId: null, sequencer: '00A2' },
    ].map(storageImportId);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
