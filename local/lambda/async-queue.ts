import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

const eventSchema = z.object({
  requestId: z.string(),
  functionName: z.string(),
  /** JSON text. */
  payload: z.string(),
  /** Tries that failed. */
  failures: z.number().int(),
  acceptedAtMs: z.number(),
});

export type AsyncEvent = z.infer<typeof eventSchema>;

export interface AsyncQueueOptions {
  dir: string;
  /** Runs the event once; resolves to the function's error, as JSON text, or to null when it succeeded. */
  attempt(event: AsyncEvent): Promise<string | null>;
  /** How often and until what age a failed event is tried again. */
  limits(functionName: string): { retries: number; eventAgeMaxMs: number };
  /** Pause before the first, second, … retry; the last one counts for those after it. Lambda waits one minute, then two. */
  retryDelaysMs: readonly number[];
  /** Hears of an event that is given up and of its last error; after that it is kept in `<dir>/failed`. */
  onGivenUp(event: AsyncEvent, error: string): Promise<void>;
}

/**
 * The asynchronous events of all functions, each a file until it succeeded or was given up: an event that was
 * accepted is tried again after a restart, from its start.
 */
export class AsyncQueue {
  private readonly timers = new Set<NodeJS.Timeout>();
  private readonly running = new Set<Promise<void>>();
  private stopped = false;

  constructor(private readonly options: AsyncQueueOptions) {
    mkdirSync(path.join(options.dir, 'failed'), { recursive: true });
  }

  /** Takes up the events that were not finished when the laptop stopped, oldest first. */
  async resume(): Promise<void> {
    const names = (await readdir(this.options.dir)).filter((name) => name.endsWith('.json')).sort();
    for (const name of names) {
      const text = await readFile(path.join(this.options.dir, name), 'utf8');
      this.begin(eventSchema.parse(JSON.parse(text)), 0);
    }
  }

  /** Resolves to the event's request id once it is safely stored. */
  async accept(functionName: string, payload: string): Promise<string> {
    const event: AsyncEvent = {
      requestId: randomUUID(),
      functionName,
      payload,
      failures: 0,
      acceptedAtMs: Date.now(),
    };
    await this.store(event);
    this.begin(event, 0);
    return event.requestId;
  }

  /** Begins nothing new. Events in progress stay stored and run again at the next start. */
  stop(): void {
    this.stopped = true;
    for (const timer of this.timers) clearTimeout(timer);
  }

  /** Resolves when no event is being worked on right now. */
  async idle(): Promise<void> {
    await Promise.all(this.running);
  }

  private begin(event: AsyncEvent, delayMs: number): void {
    if (this.stopped) return;
    if (delayMs > 0) {
      const timer = setTimeout(() => {
        this.timers.delete(timer);
        this.begin(event, 0);
      }, delayMs);
      this.timers.add(timer);
      return;
    }
    const run = this.run(event).finally(() => this.running.delete(run));
    this.running.add(run);
  }

  private async run(event: AsyncEvent): Promise<void> {
    const error = await this.options.attempt(event);
    if (error === null) return rm(this.fileOf(event), { force: true });
    // A process that was ended because the laptop stops has not failed.
    if (this.stopped) return;
    const failed = { ...event, failures: event.failures + 1 };
    const { retries, eventAgeMaxMs } = this.options.limits(event.functionName);
    if (failed.failures > retries || Date.now() - event.acceptedAtMs > eventAgeMaxMs) {
      await this.options.onGivenUp(failed, error);
      const kept = path.join(this.options.dir, 'failed', path.basename(this.fileOf(event)));
      return rename(this.fileOf(event), kept);
    }
    await this.store(failed);
    const { retryDelaysMs } = this.options;
    this.begin(failed, retryDelaysMs[Math.min(event.failures, retryDelaysMs.length - 1)] ?? 0);
  }

  /** Names sort by the time of acceptance. */
  private fileOf({ acceptedAtMs, requestId }: AsyncEvent): string {
    return path.join(this.options.dir, `${String(acceptedAtMs).padStart(15, '0')}-${requestId}.json`);
  }

  private async store(event: AsyncEvent): Promise<void> {
    const file = this.fileOf(event);
    await writeFile(`${file}.partial`, JSON.stringify(event));
    await rename(`${file}.partial`, file);
  }
}
