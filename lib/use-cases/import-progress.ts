import type { AnnounceImport } from '../aws/import-announcer';
import type { ImportChange, ImportTable } from '../aws/import-table';
import { LakeportError } from '../errors';
import type { ImportRecord } from '../lake/import-record';

/** How long a run may be silent before another may take the import over. */
export const LEASE_MS = 30_000;
const REPORT_EVERY_MS = 400;
const RENEW_EVERY_MS = 8_000;

export interface ImportProgress {
  /** Remembers the change and reports it with the next tick. */
  set(change: ImportChange): void;
  /** Writes the last change, which ends the run, and announces it. Throws when the claim was lost. */
  end(change: ImportChange): Promise<ImportRecord>;
  /** Lets go of the import, so that a retry may take it at once. */
  release(): Promise<void>;
  stop(): void;
  /** Aborted when somebody else has taken the import over or cancelled it. */
  lost: AbortSignal;
}

/** Reports the progress of a claimed import a few times a second and renews its lease while nothing changes. */
export function startImportProgress(
  deps: { imports: ImportTable; announce: AnnounceImport },
  importId: string,
  owner: string,
): ImportProgress {
  const lost = new AbortController();
  let pending: ImportChange | null = {};
  let reportedAt = 0;
  let reporting: Promise<void> = Promise.resolve();

  const stop = (): void => clearInterval(timer);
  const report = async (change: ImportChange): Promise<ImportRecord> => {
    const record = await deps.imports.report(importId, owner, LEASE_MS, change);
    if (!record) {
      stop();
      lost.abort();
      throw new LakeportError('conflict', `Import ${importId} has been taken over or cancelled.`);
    }
    await deps.announce(importId);
    return record;
  };
  const tick = (): void => {
    if (pending === null && Date.now() - reportedAt < RENEW_EVERY_MS) return;
    const change = pending ?? {};
    pending = null;
    reportedAt = Date.now();
    // A report that did not get through is sent again with the next one; a lost claim stops the ticking.
    reporting = reporting.then(async () => {
      await report(change).catch(() => (pending = { ...change, ...pending }));
    });
  };
  const timer = setInterval(tick, REPORT_EVERY_MS);
  tick();

  return {
    lost: lost.signal,
    stop,
    set(change) {
      pending = { ...pending, ...change };
    },
    async end(change) {
      stop();
      await reporting;
      return report({ ...pending, ...change });
    },
    async release() {
      stop();
      await reporting;
      await deps.imports.release(importId, owner);
    },
  };
}
