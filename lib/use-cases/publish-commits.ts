import { randomUUID } from 'node:crypto';
import type { DatasetTable } from '../aws/dataset-table';
import { LakeportError } from '../errors';
import type { Snapshot } from '../lake/snapshot';
import { latestSnapshot } from './latest-snapshot';
import { publishViews, type PublishViewsDeps } from './publish-views';
import { keepPublishing } from './publishing-lease';
import { writeRecords, type WriteRecordsDeps } from './write-records';

const LEASE_MS = 20_000;
const POLL_MS = 500;

export interface PublishDeps extends WriteRecordsDeps, PublishViewsDeps {
  /** False when the time that is left is for ending well: then the work goes on in another run. */
  mayGoOn(): boolean;
  /** Asks for another run. */
  publishAgain(dataset: string, sequence: number): Promise<void>;
  /** How long a publisher may be silent before another may take over. */
  leaseMs?: number;
  /** How often the progress in the Records table is noted. */
  noteEveryMs?: number;
}

/**
 * Brings gold, the dataset's figures and the Records table up to the last commit. One publisher works on a
 * dataset at a time and publishes whatever has been committed when it looks, so of many commits in a row most
 * find their work done.
 */
export async function publishCommits(deps: PublishDeps, name: string, sequence: number): Promise<void> {
  const { datasets, leaseMs = LEASE_MS } = deps;
  const owner = randomUUID();
  if (!(await takeOver(datasets, { name, sequence, owner, leaseMs }))) return;
  const lease = keepPublishing(datasets, { name, sequence, owner, leaseMs });
  let outcome: Outcome = 'more';
  try {
    while (outcome === 'more') outcome = await publishOnce(deps, { name, owner, signal: lease.signal });
  } finally {
    lease.stop();
    // Should this fail too, the lease runs out by itself.
    if (outcome !== 'done') await datasets.releasePublishing(name, owner).catch(() => undefined);
  }
  if (outcome === 'late') await deps.publishAgain(name, sequence);
}

/** `more`: another commit has come meanwhile. `late`: time ran out. */
type Outcome = 'done' | 'more' | 'late';

interface Publisher {
  name: string;
  owner: string;
  signal: AbortSignal;
}

/** False when the commit is published already, or will be by somebody who is alive and at work. */
async function takeOver(
  datasets: DatasetTable,
  { name, sequence, owner, leaseMs }: { name: string; sequence: number; owner: string; leaseMs: number },
): Promise<boolean> {
  const first = await datasets.get(name);
  for (let seen = first; ; seen = await datasets.get(name)) {
    const { definition, publishedSequence, records } = seen;
    const hasRecords = !definition.records || (records?.sequence ?? 0) >= sequence;
    if (hasRecords && (publishedSequence ?? 0) >= sequence) return false;
    if (await datasets.claimPublishing(name, sequence, owner, leaseMs)) return true;
    // The claim left word of the sequence. A lease that is renewed has a living owner, who will see it.
    if (seen.publisherUntil !== first.publisherUntil) return false;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** What readers see as a whole goes first: how long the Records table takes is for DynamoDB to say. */
async function publishOnce(deps: PublishDeps, { name, owner, signal }: Publisher): Promise<Outcome> {
  const { datasets, mayGoOn, noteEveryMs } = deps;
  const dataset = await datasets.get(name);
  const snapshot = await latestSnapshot(deps.store, name);
  const { publishedSequence, publishedVersion, version } = dataset;
  if (publishedSequence !== snapshot.sequence || publishedVersion !== version) {
    await publishViews(deps, dataset, snapshot);
    const state = { sequence: snapshot.sequence, definitionVersion: version, ...figuresOf(snapshot) };
    assertHeld(await datasets.notePublished(name, owner, state), name);
  }
  if (dataset.definition.records) {
    const note = async (state: Parameters<DatasetTable['noteRecords']>[2]) =>
      assertHeld(await datasets.noteRecords(name, owner, state), name);
    const hasAll = await writeRecords(deps, dataset, snapshot, { note, mayGoOn, signal, noteEveryMs });
    if (!hasAll) return 'late';
  }
  return (await datasets.finishPublishing(name, owner, snapshot.sequence)) ? 'done' : 'more';
}

function figuresOf(snapshot: Snapshot) {
  const parts = [...snapshot.parts('silver'), ...snapshot.parts('anomalies')];
  return {
    rows: snapshot.currentRows('silver'),
    anomalies: snapshot.currentRows('anomalies'),
    bytes: parts.reduce((sum, part) => sum + part.bytes, 0),
    lastImportAt: snapshot.manifests.at(-1)?.committedAt ?? new Date().toISOString(),
  };
}

/** @throws LakeportError `conflict`: who has taken over publishes this commit too */
function assertHeld(isHeld: boolean, name: string): void {
  if (!isHeld) throw new LakeportError('conflict', `Somebody else has taken over publishing ${name}.`);
}
