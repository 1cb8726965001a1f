import { describe, expect, it } from 'vitest';
import { parseDefinition } from '../../../dataset/definition';
import { manifestSchema, type Manifest, type ManifestInput } from '../../../lake/manifest';
import { Snapshot } from '../../../lake/snapshot';
import { NO_ROWS } from '../../../counts';
import { placeInLog, refuseForeignKeys, replayTasks } from './replay-tasks';

const NOTHING = { parts: [], superseded: null };

function commit(sequence: number, importId: string, more: Partial<ManifestInput> = {}): Manifest {
  return manifestSchema.parse({
    dataset: 'weather',
    sequence,
    importId,
    fileName: `${importId}.csv`,
    definitionVersion: 1,
    committedAt: '2026-03-01T08:00:00Z',
    sha256: 'a',
    counts: NO_ROWS,
    silver: NOTHING,
    anomalies: NOTHING,
    keyRange: null,
    ...more,
  });
}

const state = (...manifests: Manifest[]) => new Snapshot('weather', manifests);
const idsOf = (tasks: readonly Manifest[]) => tasks.map(({ importId }) => importId);

const LOG = [
  commit(1, 'a'),
  commit(2, 'b'),
  commit(3, 'c'),
  commit(4, 'undo-b', { kind: 'undo', unseats: ['b'] }),
  commit(5, 'again-a', { kind: 'replay', unseats: ['a'], place: 1 }),
  commit(6, 'compaction-1', { kind: 'compaction' }),
];

describe('a dataset that is replayed', () => {
  it('is built of the imports that stand, in their places', () => {
    const start = { sequence: 6, switchedAt: 0 };
    expect(idsOf(replayTasks(state(...LOG), start))).toEqual(['again-a', 'c']);
  });

  it('catches up with whatever is committed meanwhile, undos included', () => {
    const since = [
      commit(7, 'd'),
      commit(8, 'compaction-2', { kind: 'compaction' }),
      commit(9, 'undo-c', { kind: 'undo', unseats: ['c'] }),
    ];
    const start = { sequence: 6, switchedAt: 0 };
    expect(idsOf(replayTasks(state(...LOG, ...since), start))).toEqual(['again-a', 'c', 'd', 'undo-c']);
  });

  it('is not built on a state that another replay has replaced', () => {
    const switched = new Snapshot('weather', LOG, 8, 8);
    expect(() => replayTasks(switched, { sequence: 6, switchedAt: 0 })).toThrow(/Another replay/);
  });

  it('is refused when a deletion names its rows by a key that is no more', async () => {
    const definition = (version: number, primaryKey: string[]) =>
      parseDefinition({
        name: 'weather',
        version,
        schema: {
          fields: [
            { name: 'station', type: 'string' },
            { name: 'date', type: 'date' },
          ],
          primaryKey,
        },
      });
    const before = async () => definition(1, ['station', 'date']);
    const deletion = [commit(1, 'gone', { kind: 'delete' })];
    await expect(refuseForeignKeys(deletion, definition(2, ['station']), before)).rejects.toThrow(
      /1 deletions or reviews/,
    );
    await refuseForeignKeys(deletion, definition(2, ['station', 'date']), before);
    await refuseForeignKeys([commit(1, 'a')], definition(2, ['station']), before);
  });

  it('has the replay of an undone import behind those that were before it', () => {
    const places = new Map([
      ['a', 1],
      ['c', 3],
    ]);
    const log = state(commit(1, 'a'), commit(2, 'c'));
    expect(placeInLog(log, places, 2)).toBe(1);
    expect(placeInLog(log, places, 4)).toBe(2);
    expect(placeInLog(log, places, 0)).toBeUndefined();
  });
});
