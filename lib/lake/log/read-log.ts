/** The commits of a log: those of its last checkpoint at once, the later ones object by object. */
import { LakeportError } from '../../errors';
import { manifestKey, sequenceOf } from '../keys';
import { manifestSchema, type Manifest } from '../manifest';
import { mapBounded } from '../map-bounded';
import { ObjectMissingError, type ObjectStore } from '../object-store';
import { readCheckpoint } from './log-checkpoint';

const PARALLEL_READS = 24;

export interface LogRange {
  dataset: string;
  /** The log's prefix in the bucket. */
  log: string;
  /** The commit after which to begin; 0 for all. */
  after: number;
  /** The last commit to read, for which no checkpoint is looked at; all there are without it. */
  upTo?: number;
}

/**
 * The commits after the given one, in their order. Of a log in which another log has been made the dataset's state,
 * those before that commit may be missing, as nothing reads them.
 * @throws LakeportError `invariant-broken` when a commit is missing from the log
 */
export async function readLog(
  store: ObjectStore,
  { dataset, log, after, upTo }: LogRange,
): Promise<Manifest[]> {
  const known = after === 0 && upTo === undefined ? await readCheckpoint(store, log) : [];
  const first = (known.at(-1)?.sequence ?? after) + 1;
  const keys: string[] = [];
  const startAfter = first > 1 ? manifestKey(log, first - 1) : undefined;
  for await (const { key } of store.list(log, startAfter)) {
    const expected = first + keys.length;
    if (upTo !== undefined && expected > upTo) break;
    if (sequenceOf(key) !== expected) {
      throw new LakeportError(
        'invariant-broken',
        `Commit ${expected} of ${dataset} is missing: found ${key} instead.`,
        {
          resolution: 'Restore the object from its versions in the bucket.',
        },
      );
    }
    keys.push(key);
  }
  return [...known, ...(await mapBounded(keys, PARALLEL_READS, (key) => readManifest(store, key)))];
}

async function readManifest(store: ObjectStore, key: string): Promise<Manifest> {
  const text = await store.getText(key);
  if (text === null) throw new ObjectMissingError(key);
  return manifestSchema.parse(JSON.parse(text));
}
