import { randomUUID } from 'node:crypto';
import type { DatasetTable } from '../../aws/dataset-table';
import type { AnnounceImport } from '../../aws/import-announcer';
import type { ImportTable } from '../../aws/import-table';
import type { S3ObjectStore } from '../../aws/s3-object-store';
import type { ImportRecord } from '../../lake/import-record';
import { deadLetterKey } from '../../lake/keys';
import { emitMetrics } from '../../metrics';
import { latestSnapshot } from '../latest-snapshot';
import { claimLeased } from '../claim-leased';
import { findStartedImport, type ImportStart } from './find-started-import';
import { removeCheckpoints } from './remove-traces';
import { findCommit } from './find-commit';

export interface GivenUp {
  /** As it was delivered. */
  event: unknown;
  /** What the last attempt failed with. */
  cause: { type: string | null; message: string | null };
  failedAt: string;
  attempts: number;
}

interface GiveUpDeps {
  datasets: DatasetTable;
  imports: ImportTable;
  store: S3ObjectStore;
  announce: AnnounceImport;
  leaseMs: number;
}

/**
 * Ends an import whose event has failed as often as it is tried: the event and its cause are kept in the bucket, and
 * the import says FAILED and what to do. One that has ended, is committed or is being run by somebody is left alone.
 */
export async function giveUpImport(
  deps: GiveUpDeps,
  start: ImportStart,
  given: GivenUp,
): Promise<ImportRecord | null> {
  const { imports, store } = deps;
  const found = await findStartedImport(deps, start);
  if (!found) return null;
  const owner = randomUUID();
  const claim = await claimLeased(imports, found.id, owner, deps.leaseMs);
  if (!claim) return imports.get(found.id);
  const { id, dataset } = found;
  const letter = { importId: id, dataset, ...given };
  const contentType = 'application/json';
  await store.putText(deadLetterKey(dataset, id), JSON.stringify(letter, null, 2), { contentType });
  await removeCheckpoints(store, found, 'FAILED');
  const commit = await findCommit(store, await latestSnapshot(store, dataset), id);
  const finishedAt = new Date().toISOString();
  const attempts = claim.attempt - 1;
  const ended = await imports.report(
    id,
    owner,
    deps.leaseMs,
    commit
      ? {
          state: 'SUCCEEDED',
          stage: 'done',
          finishedAt,
          attempts,
          counts: commit.counts,
          sequence: commit.sequence,
        }
      : {
          state: 'FAILED',
          finishedAt,
          attempts,
          error: { code: 'internal', message: sentence(found, given) },
        },
  );
  emitMetrics(dataset, {
    ImportsSucceeded: commit ? 1 : 0,
    ImportsFailed: commit ? 0 : 1,
    BytesReceived: found.kind === 'load' ? found.sizeBytes : 0,
  });
  await deps.announce(id);
  return ended ?? imports.get(id);
}

/** What happened, what is safe, and what to do, for whoever looks at the import. */
function sentence({ kind, fileName }: ImportRecord, { attempts, cause, failedAt }: GivenUp): string {
  const safe =
    kind === 'load' || kind === 'replay' ? `The file «${fileName}» is safe in bronze` : 'Nothing was changed';
  return (
    `Lakeport tried ${attempts} times and ${reason(cause)} each time. ${safe}, and the import can be sent again. ` +
    `If it fails once more, give an admin this time: ${failedAt}.`
  );
}

/** The kind of failure only: the message itself is for admins, and is in the dead letter. */
function reason({ type, message }: GivenUp['cause']): string {
  const text = `${type ?? ''} ${message ?? ''}`;
  if (/timed out|Timedout/i.test(text)) return 'ran out of time';
  if (/exited|killed|OutOfMemory/i.test(text)) return 'was stopped before the end';
  return 'something failed on our side';
}
