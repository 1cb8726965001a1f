import type { ImportRun, RunOutcome } from '../import-run';
import { runDatasetReplay } from '../dataset-replay/run-dataset-replay';
import { runLoad } from './run-load';
import { runReplay } from './run-replay';
import { runSelection } from './run-selection';
import { runUndo } from './run-undo';

/** Does what the import is there for; a replay without a parent is one of the whole dataset. */
export function runByKind(run: ImportRun): Promise<RunOutcome> {
  const { kind, parentId } = run.record;
  switch (kind) {
    case 'load':
      return runLoad(run);
    case 'undo':
      return runUndo(run);
    case 'replay':
      return parentId === null ? runDatasetReplay(run) : runReplay(run);
    case 'delete':
    case 'release':
    case 'dismiss':
      return runSelection(run, kind);
  }
}
