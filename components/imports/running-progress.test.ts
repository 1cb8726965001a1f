import { describe, expect, it } from 'vitest';
import { readingPace } from './running-progress';

const STARTED = {
  startedAt: '2026-11-20T10:00:00.000Z',
  updatedAt: '2026-11-20T10:00:10.000Z',
  rowsRead: 5000,
  bytesRead: 1_000_000,
  sizeBytes: 4_000_000,
};

describe('the pace of an import', () => {
  it('tells what is left from what has been read', () => {
    expect(readingPace(STARTED)).toEqual({ rowsPerSecond: 500, bytesPerSecond: 100_000, secondsLeft: 30 });
  });

  it('is not known before anything is read, and leaves nothing at the end', () => {
    expect(readingPace({ ...STARTED, bytesRead: 0, rowsRead: 0 })).toBeNull();
    expect(readingPace({ ...STARTED, startedAt: null })).toBeNull();
    expect(readingPace({ ...STARTED, updatedAt: STARTED.startedAt })).toBeNull();
    expect(readingPace({ ...STARTED, bytesRead: 4_000_000 })?.secondsLeft).toBe(0);
  });
});
