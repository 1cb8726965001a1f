import type { ExportChange, ExportTable } from '../../aws/export-table';
import { LakeportError } from '../../errors';

const REPORT_EVERY_MS = 1_000;

export interface ExportProgress {
  /** Aborted when somebody has cancelled the export, or has taken it over. */
  lost: AbortSignal;
  /** Remembers the change and reports it with the next tick. */
  set(change: ExportChange): void;
  /** Writes the last change, which ends the run. Throws when the export was lost. */
  end(change: ExportChange): Promise<void>;
  /** Lets go of the export, so that a retry may take it at once. */
  release(): Promise<void>;
  stop(): void;
}

/** Reports the progress of a claimed export, which also renews its lease and hears of a cancellation. */
export function keepExport(
  { exports, leaseMs }: { exports: ExportTable; leaseMs: number },
  exportId: string,
  owner: string,
): ExportProgress {
  const lost = new AbortController();
  let pending: ExportChange = {};
  // Reports follow one another, so that an older one never overwrites a newer one.
  let reporting: Promise<void> = Promise.resolve();
  const lose = (): LakeportError => {
    const error = new LakeportError('conflict', `Export ${exportId} has been cancelled or taken over.`);
    clearInterval(timer);
    lost.abort(error);
    return error;
  };
  const report = async (change: ExportChange): Promise<void> => {
    if (!(await exports.report(exportId, owner, leaseMs, change))) throw lose();
  };
  const tick = (): void => {
    const change = pending;
    pending = {};
    // A report that did not get through is made up for by the next one; a lost export has aborted the signal.
    reporting = reporting.then(() => report(change)).catch(() => void (pending = { ...change, ...pending }));
  };
  const timer = setInterval(tick, Math.min(REPORT_EVERY_MS, leaseMs / 4));
  const stop = () => clearInterval(timer);
  return {
    lost: lost.signal,
    set: (change) => (pending = { ...pending, ...change }),
    stop,
    async end(change) {
      stop();
      await reporting;
      await report({ ...pending, ...change });
    },
    async release() {
      stop();
      await reporting;
      await exports.release(exportId, owner);
    },
  };
}
