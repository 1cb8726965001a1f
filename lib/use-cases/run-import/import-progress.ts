import type { AnnounceImport } from '../../aws/import-announcer';
import type { ImportChange, ImportTable } from '../../aws/import-table';
import { LakeportError } from '../../errors';
import type { ImportRecord } from '../../lake/import-record';
import type { ImportStage } from '../../lake/import-states';

const REPORT_EVERY_MS = 400;
/** A cancelled run must notice within seconds, and it notices when it renews its lease. */
const RENEW_EVERY_MS = 2_000;

export interface ImportProgress {
  /** Remembers the change and reports it with the next tick. */
  set(change: ImportChange): void;
  /**
   * Notes the stage, and what is known by then, before anything of the stage is done. From `committing` on the import
   * cannot be cancelled any more.
   * @throws LakeportError `conflict` when the import has been cancelled or taken over
   */
  enter(stage: ImportStage, known?: ImportChange): Promise<void>;
  /** Writes the last change, which ends the run, and announces it. Throws when the claim was lost. */
  end(change: ImportChange): Promise<ImportRecord>;
  /** Lets go of the import, so that a retry may take it at once. */
  release(): Promise<void>;
  stop(): void;
  /** Aborted when somebody else has taken the import over or cancelled it. */
  lost: AbortSignal;
}

export interface ProgressDeps {
  imports: ImportTable;
  announce: AnnounceImport;
  /** How long a run may be silent before another may take the import over. */
  leaseMs: number;
}

/** Reports the progress of a claimed import a few times a second and renews its lease while nothing changes. */
export function startImportProgress(deps: ProgressDeps, importId: string, owner: string): ImportProgress {
  return new ReportedProgress(deps, importId, owner);
}

class ReportedProgress implements ImportProgress {
  readonly #lost = new AbortController();
  readonly #renewEveryMs: number;
  readonly #timer: NodeJS.Timeout;
  #pending: ImportChange | null = {};
  #reportedAt = 0;
  /** Reports follow one another, and each takes what there is to tell when its turn has come. */
  #reporting: Promise<void> = Promise.resolve();

  constructor(
    private readonly deps: ProgressDeps,
    private readonly importId: string,
    private readonly owner: string,
  ) {
    this.#renewEveryMs = Math.min(RENEW_EVERY_MS, deps.leaseMs / 4);
    this.#timer = setInterval(() => this.#tick(), Math.min(REPORT_EVERY_MS, this.#renewEveryMs));
    this.#tick();
  }

  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  set(change: ImportChange): void {
    this.#pending = { ...this.#pending, ...change };
  }

  async enter(stage: ImportStage, known?: ImportChange): Promise<void> {
    const entered = this.#reporting.then(() => this.#write({ ...this.#take(), ...known, stage }));
    this.#reporting = entered.then(
      () => this.deps.announce(this.importId),
      () => undefined,
    );
    await entered;
  }

  async end(change: ImportChange): Promise<ImportRecord> {
    this.stop();
    await this.#reporting;
    const { imports, announce } = this.deps;
    const record = await this.#report({ ...this.#take(), ...change });
    // The change may have been written by a request whose answer was lost.
    const ended = record ?? (await imports.get(this.importId));
    if (!record && ended.state !== change.state) throw this.#lose();
    await announce(this.importId);
    return ended;
  }

  async release(): Promise<void> {
    this.stop();
    await this.#reporting;
    await this.deps.imports.release(this.importId, this.owner);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #tick(): void {
    if (this.#pending === null && Date.now() - this.#reportedAt < this.#renewEveryMs) return;
    this.#reportedAt = Date.now();
    this.#reporting = this.#reporting.then(async () => {
      const change = this.#take();
      // A report that did not get through is sent again with the next one; a lost claim stops the ticking.
      await this.#write(change).catch(() => (this.#pending = { ...change, ...this.#pending }));
      await this.deps.announce(this.importId);
    });
  }

  #take(): ImportChange {
    const change = this.#pending ?? {};
    this.#pending = null;
    return change;
  }

  async #write(change: ImportChange): Promise<void> {
    if (!(await this.#report(change))) throw this.#lose();
  }

  #report(change: ImportChange): Promise<ImportRecord | null> {
    return this.deps.imports.report(this.importId, this.owner, this.deps.leaseMs, change);
  }

  #lose(): LakeportError {
    this.stop();
    const error = new LakeportError('conflict', `Import ${this.importId} has been taken over or cancelled.`);
    this.#lost.abort(error);
    return error;
  }
}
