/** The steps that bring the Records table from one state of a dataset to a later one. */
import type { KeyedRecord, RecordKey, RecordWriter } from '../aws/record-table';
import { outputColumns, type DatasetDefinition, type OutputColumn } from '../dataset/definition';
import type { DuckDb } from '../duckdb';
import { planSteps, stepCondition, type ChangeStep } from '../lake/changes/change-steps';
import { withRemovedRows, type RemovedRows } from '../lake/changes/removed-rows';
import { changedParts, type StateChange } from '../lake/changes/state-change';
import type { PartCache } from '../lake/part-cache';
import { streamRows, type StreamedRow } from '../lake/query/stream-rows';
import { Snapshot } from '../lake/snapshot';

export interface RecordStepDeps {
  cache: PartCache;
  /** May read the cache's folder and write `workDir`. */
  db: DuckDb;
  workDir: string;
  /** Rows that are written between two notes of the progress. */
  stepRows?: number | undefined;
}

export interface RecordStepsRequest extends RecordStepDeps {
  change: StateChange;
  /** Of the later state. */
  definition: DatasetDefinition;
  /** By whose key the table has the rows of the earlier state. */
  before: DatasetDefinition;
  /** The last step that was done by who began; what has been done is left out. */
  doneStep: string | null;
  mayGoOn(): boolean;
}

export interface RecordStep {
  id: string;
  kind: 'remove' | 'put';
  /** That it writes at most. */
  rows: number;
  /** @throws OutOfTimeError */
  take(writer: RecordWriter): Promise<void>;
}

export class OutOfTimeError extends Error {}

/**
 * Removes first: under another key, what is put next may have the name of what goes.
 * A step that retention has taken the rows of has nothing to do.
 */
export async function withRecordSteps<Result>(
  request: RecordStepsRequest,
  run: (steps: RecordStep[]) => Promise<Result>,
): Promise<Result> {
  const { change, doneStep, stepRows } = request;
  const puts = planSteps(changedParts(change), stepRows).map((step) => putStep(request, step));
  if (puts.some(({ id }) => id === doneStep)) return run(stepsAfter(puts, doneStep));
  return withRemovedRows({ ...request, ...change }, (removed) => {
    const removals = planSteps(removed.parts, stepRows).map((step) => removeStep(request, removed, step));
    return run(stepsAfter([...removals, ...puts], doneStep));
  });
}

/** All steps, when the one that was done is not among them: retention may have changed the plan. */
function stepsAfter(steps: RecordStep[], doneStep: string | null): RecordStep[] {
  return steps.slice(steps.findIndex(({ id }) => id === doneStep) + 1);
}

function putStep(request: RecordStepsRequest, step: ChangeStep): RecordStep {
  const { change, definition } = request;
  const columns = outputColumns(definition);
  const keyOf = keyReader(definition, columns);
  const record = ({ values, ...lineage }: StreamedRow): KeyedRecord => ({
    ...lineage,
    key: keyOf(values),
    values: Object.fromEntries(columns.map(({ name }, index) => [name, values[index] ?? null])),
  });
  return {
    id: `put ${step.id}`,
    kind: 'put',
    rows: step.rows,
    take: (writer) =>
      streamStep(request, { snapshot: change.to, columns, step, condition: stepCondition(step) }, (rows) =>
        writer.put(rows.map(record)),
      ),
  };
}

function removeStep(request: RecordStepsRequest, removed: RemovedRows, step: ChangeStep): RecordStep {
  const columns = keyColumns(request.before);
  const keyOf = keyReader(request.before, columns);
  const condition = `${stepCondition(step)} and ${removed.conditionIn(step.parts)}`;
  // Rows that are gone are still in their parts: without a commit, nothing says that they do not count.
  const snapshot = new Snapshot(request.change.to.dataset, []);
  return {
    id: `remove ${step.id}`,
    kind: 'remove',
    rows: step.rows,
    take: (writer) =>
      streamStep(request, { snapshot, columns, step, condition }, (rows) =>
        writer.remove(rows.map(({ values }) => keyOf(values))),
      ),
  };
}

async function streamStep(
  { cache, db, mayGoOn }: RecordStepsRequest,
  rows: { snapshot: Snapshot; columns: readonly OutputColumn[]; step: ChangeStep; condition: string },
  take: (rows: StreamedRow[]) => Promise<void>,
): Promise<void> {
  await streamRows({ ...rows, cache, db, parts: rows.step.parts }, async (batch) => {
    if (!mayGoOn()) throw new OutOfTimeError('The time to write records is up.');
    await take(batch);
  });
}

/** The columns by whose values an item is found. */
export function keyColumns(definition: DatasetDefinition): OutputColumn[] {
  const columns = outputColumns(definition);
  return definition.schema.primaryKey.flatMap((name) => columns.filter((column) => column.name === name));
}

function keyReader(
  { schema }: DatasetDefinition,
  columns: readonly OutputColumn[],
): (values: StreamedRow['values']) => RecordKey {
  const places = schema.primaryKey.map((name) => columns.findIndex((column) => column.name === name));
  return (values) =>
    places.map((place) => {
      const value = values[place] ?? null;
      return value === null ? null : String(value);
    });
}
