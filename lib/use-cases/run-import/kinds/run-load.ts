import type { DatasetDefinition } from '../../../dataset/definition';
import type { CheckedFile } from '../../../engine/check-file';
import { retentionDays } from '../../../dataset/retention';
import { commitImport } from '../../../lake/commit/commit-import';
import { commitSameBytes, findSameBytes } from '../../../lake/commit/same-bytes';
import type { ImportRecord } from '../../../lake/import-record';
import { ROW_ZONES } from '../../../lake/keys';
import type { Manifest } from '../../../lake/manifest';
import type { Snapshot } from '../../../lake/snapshot';
import { latestSnapshot } from '../../latest-snapshot';
import { checkObject } from './check-object';
import { evolveDataset, withNewFields } from './evolve-dataset';
import { commitStages, type ImportRun, type RunOutcome } from '../import-run';

/** Checks the file and commits its rows, unless the same bytes have been committed under the same definition. */
export async function runLoad(run: ImportRun): Promise<RunOutcome> {
  const { deps, record } = run;
  const definition = await deps.datasets.getVersion(record.dataset, record.definitionVersion);
  const snapshot = await latestSnapshot(deps.store, record.dataset);
  const same = findSameBytes(snapshot, {
    etag: record.etag,
    sizeBytes: record.sizeBytes,
    definitionVersion: record.definitionVersion,
    fileName: record.fileName,
    needsFileName: definition.fromPath !== undefined,
    rowsKeptDays: rowsKeptDays(definition),
  });
  const answer = same && (await answerBySame(run, definition, snapshot, same));
  if (answer) return answer;
  const checked = await checkObject(run, definition, record);
  const manifest = await commitImport({
    store: deps.store,
    cache: deps.cache,
    workDir: run.workDir,
    definition: await definitionFor(run, definition, checked),
    importId: record.id,
    fileName: record.fileName,
    sha256: checked.sha256,
    etag: record.etag,
    checked,
    snapshot,
    dryRun: record.dryRun,
    onStage: commitStages(run, { problems: checked.problems, missing: checked.missing }),
  });
  return outcomeOf(checked, manifest);
}

/** The shorter of what the zones with rows have. */
function rowsKeptDays(definition: DatasetDefinition): number | null {
  const days = ROW_ZONES.flatMap((zone) => retentionDays(definition, zone) ?? []);
  return days.length === 0 ? null : Math.min(...days);
}

/** A dry run changes nothing, so that the columns which a file adds are added for the comparison alone. */
export async function definitionFor(
  { deps, record }: ImportRun,
  definition: DatasetDefinition,
  { newFields }: CheckedFile,
): Promise<DatasetDefinition> {
  if (record.dryRun) return withNewFields(definition, newFields);
  return evolveDataset(deps.datasets, definition, newFields, record.createdBy);
}

export function outcomeOf(checked: CheckedFile, manifest: Manifest): RunOutcome {
  const parts = [...checked.accepted, ...checked.anomalies];
  const checkedBytes = parts.reduce((sum, { bytes }) => sum + bytes, 0);
  const { accepted, anomalous, unchanged } = manifest.counts;
  const share = accepted + anomalous > 0 ? 1 - (unchanged ?? 0) / (accepted + anomalous) : 0;
  return {
    manifest,
    problems: checked.problems,
    missing: checked.missing,
    writtenBytes: Math.round(checkedBytes * share),
  };
}

/** What the earlier import says of the bytes, this one says as well; null when somebody has changed its rows meanwhile. */
async function answerBySame(
  run: ImportRun,
  definition: DatasetDefinition,
  snapshot: Snapshot,
  same: Manifest,
): Promise<RunOutcome | null> {
  const { deps, record } = run;
  const first = same.sameAs ?? same.importId;
  const { problems, missing }: ImportRecord = await deps.imports.get(first);
  const manifest = await commitSameBytes({
    store: deps.store,
    definition,
    importId: record.id,
    fileName: record.fileName,
    etag: record.etag,
    same,
    snapshot,
    dryRun: record.dryRun,
    onStage: commitStages(run, { problems, missing, sameAs: first }),
  });
  return manifest && { manifest, problems, missing, sameAs: first, writtenBytes: 0 };
}
