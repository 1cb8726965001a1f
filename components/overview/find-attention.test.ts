import { describe, expect, it } from 'vitest';
import { importFixture } from '@/components/api/import-fixture';
import { findAttention, type WatchedState } from './find-attention';

const QUIET: WatchedState = { alarms: [], datasets: [], failed: [], refused: [], followers: [], checked: [] };
const COUNTS = {
  received: 10,
  accepted: 7,
  anomalous: 0,
  rejected: 3,
  blank: 0,
  inserted: 7,
  updated: 0,
  unchanged: 0,
  bytes: 100,
  seconds: 1,
  rowsPerSecond: 10,
};
const refused = importFixture({ id: 'A', state: 'SUCCEEDED', fileName: 'a.csv', counts: COUNTS });

describe('what needs attention', () => {
  it('is nothing where nothing does', () => {
    expect(findAttention(QUIET)).toEqual([]);
    const alarms = [{ name: 'x', title: 'X', state: 'OK' as const }];
    expect(findAttention({ ...QUIET, alarms })).toEqual([]);
  });

  it('comes by urgency, whatever order it is found in', () => {
    const items = findAttention({
      ...QUIET,
      refused: [refused],
      failed: [importFixture({ id: 'F', state: 'FAILED', fileName: 'f.csv' })],
      checked: [importFixture({ id: 'C', state: 'CHECKED', fileName: 'c.csv' })],
      alarms: [{ name: 'errors', title: 'Errors', state: 'ALARM' }],
    });
    expect(items.map(({ kind, title }) => [kind, title])).toEqual([
      ['alarm', 'Alarm: Errors'],
      ['failed', 'f.csv failed'],
      ['rejects', '3 rows of a.csv refused'],
      ['checked', 'c.csv is checked and waits for a decision'],
    ]);
  });

  it('is no longer a refused row that was repaired, nor one of an import that was undone', () => {
    const repair = importFixture({ id: 'B', parentId: 'A', state: 'SUCCEEDED' });
    expect(findAttention({ ...QUIET, refused: [refused], followers: [repair] })).toEqual([]);
    const failedRepair = { ...repair, state: 'FAILED' as const };
    expect(findAttention({ ...QUIET, refused: [refused], followers: [failedRepair] })).toHaveLength(1);
    expect(findAttention({ ...QUIET, refused: [{ ...refused, state: 'UNDONE' }] })).toEqual([]);
  });
});
