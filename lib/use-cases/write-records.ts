/**
 * Brings the Records table to the last commit: current rows that are new are put, those whose key has no row any more
 * are removed. It goes from one commit to a later one in steps and notes how far it is, so that whoever comes after a
 * publisher that died goes on there. All of it may be done twice.
 */
import type { Dataset, DatasetTable } from '../aws/dataset-table';
import type { RecordsState } from '../aws/dataset-publishing';
import type { RecordTable } from '../aws/record-table';
import type { WriteTally } from '../aws/records/batch-writer';
import type { DatasetDefinition } from '../dataset/definition';
import type { StateChange } from '../lake/changes/state-change';
import type { ObjectStore } from '../lake/object-store';
import { loadSnapshotAt, Snapshot } from '../lake/snapshot';
import { emitMetrics } from '../metrics';
import {
  keyColumns,
  OutOfTimeError,
  withRecordSteps,
  type RecordStep,
  type RecordStepDeps,
} from './record-steps';

const NOTE_EVERY_MS = 1_000;

export interface WriteRecordsDeps extends RecordStepDeps {
  datasets: DatasetTable;
  records: RecordTable;
  store: ObjectStore;
}

export interface WriteRecordsRun {
  /** Keeps the state; throws when somebody else has taken over. */
  note(state: RecordsState): Promise<void>;
  /** False when the time that is left is for ending well. */
  mayGoOn(): boolean;
  /** Ends the writing at once. */
  signal: AbortSignal;
  noteEveryMs?: number | undefined;
}

type Target = NonNullable<RecordsState['target']>;
type Underway = RecordsState & { target: Target };

/** What a table has of a dataset that nothing was written of. */
const NOTHING: RecordsState = { sequence: 0, version: 0, target: null };

/** True when the table has the rows of `snapshot`; false when time ran out before. */
export async function writeRecords(
  deps: WriteRecordsDeps,
  dataset: Dataset,
  snapshot: Snapshot,
  run: WriteRecordsRun,
): Promise<boolean> {
  let state = dataset.records ?? NOTHING;
  // A commit that was begun is finished first, whatever came after it: only then it is known what the table has.
  while (state.target || state.sequence < snapshot.sequence) {
    const target = state.target ?? newTarget(dataset, snapshot);
    if (!(await reach(deps, dataset, snapshot, { ...state, target }, run))) return false;
    state = { sequence: target.sequence, version: target.version, target: null };
    await run.note(state);
  }
  return true;
}

function newTarget({ version }: Dataset, { sequence }: Snapshot): Target {
  return { sequence, version, step: null, rowsLeft: 0 };
}

async function reach(
  deps: WriteRecordsDeps,
  dataset: Dataset,
  snapshot: Snapshot,
  state: Underway,
  run: WriteRecordsRun,
): Promise<boolean> {
  const { sequence, version, target } = state;
  const definition = await definitionOf(deps.datasets, dataset, target.version);
  const before = version === 0 ? definition : await definitionOf(deps.datasets, dataset, version);
  const change: StateChange = {
    from:
      sequence === 0 ? new Snapshot(dataset.name, []) : await loadSnapshotAt(deps.store, snapshot, sequence),
    to: await loadSnapshotAt(deps.store, snapshot, target.sequence),
    hasSameKey: JSON.stringify(keyColumns(before)) === JSON.stringify(keyColumns(definition)),
  };
  const request = { ...deps, mayGoOn: run.mayGoOn, change, definition, before, doneStep: target.step };
  return withRecordSteps(request, (steps) => takeSteps(deps, dataset.name, steps, state, run));
}

async function definitionOf(
  datasets: DatasetTable,
  { name, version, definition }: Dataset,
  wanted: number,
): Promise<DatasetDefinition> {
  return wanted === version ? definition : datasets.getVersion(name, wanted);
}

async function takeSteps(
  { records }: WriteRecordsDeps,
  name: string,
  steps: readonly RecordStep[],
  state: Underway,
  { note, mayGoOn, signal, noteEveryMs = NOTE_EVERY_MS }: WriteRecordsRun,
): Promise<boolean> {
  const writer = records.openWriter(name, signal);
  let target = { ...state.target, rowsLeft: steps.reduce((sum, { rows }) => sum + rows, 0) };
  // Noted before the first row: who comes next must know that the table may have some of this commit.
  let notedAt = -Infinity;
  try {
    for (const step of steps) {
      if (performance.now() - notedAt >= noteEveryMs) {
        await note({ ...state, target });
        notedAt = performance.now();
      }
      if (!mayGoOn() || !(await takeInTime(() => step.take(writer)))) {
        await note({ ...state, target });
        return false;
      }
      emitWritten(name, step, await writer.flush());
      target = { ...target, step: step.id, rowsLeft: target.rowsLeft - step.rows };
    }
    return true;
  } finally {
    // What is under way must not arrive after what another publisher writes. What it fails with has been thrown before.
    await writer.flush().catch(() => undefined);
  }
}

function emitWritten(name: string, { kind }: RecordStep, { items, throttled }: WriteTally): void {
  emitMetrics(name, { RecordsWritten: kind === 'put' ? items : 0, RecordWriteThrottles: throttled });
}

/** False when time ran out; what was begun is done again then. */
async function takeInTime(take: () => Promise<void>): Promise<boolean> {
  try {
    await take();
    return true;
  } catch (error) {
    if (error instanceof OutOfTimeError) return false;
    throw error;
  }
}
