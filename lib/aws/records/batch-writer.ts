/**
 * Writes into one table by BatchWriteItem, as many batches at once as the table bears. What a batch leaves over is
 * sent again after a pause that holds its place, so that a table that refuses gets less of everything.
 */
import { BatchWriteItemCommand, type DynamoDBClient, type WriteRequest } from '@aws-sdk/client-dynamodb';
import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { backoffMs, type AdaptiveConcurrency } from './adaptive-concurrency';
import { refusalOf } from './refusals';

/** BatchWriteItem's own limit. */
const BATCH_ITEMS = 25;
/** A table that takes nothing for so long is broken rather than busy. */
const GIVE_UP_AFTER_MS = 3 * 60_000;

export interface BatchWriterOptions {
  /** Tries each request once: trying again is the writer's own task. */
  client: DynamoDBClient;
  table: string;
  concurrency: AdaptiveConcurrency;
  /** Ends the writing: nothing is sent any more, and what is under way is dropped. */
  signal?: AbortSignal | undefined;
  giveUpAfterMs?: number | undefined;
}

export interface WriteTally {
  /** Items that DynamoDB took. */
  items: number;
  /** Items that it refused for want of capacity, and that were sent again; one item may be refused many times. */
  throttled: number;
}

interface Answer {
  unprocessed: WriteRequest[];
  refusal: 'throttled' | 'broken';
  error?: unknown;
}

export class BatchWriter {
  readonly #options: BatchWriterOptions;
  /** By item key: a batch may not name one twice, and the later one counts. */
  readonly #pending = new Map<string, WriteRequest>();
  readonly #underWay = new Set<Promise<void>>();
  readonly #tally: WriteTally = { items: 0, throttled: 0 };
  /** Wakes who waits for room. */
  #onAnswer: () => void = () => undefined;
  #failure: { error: unknown } | null = null;
  #lastSuccess = performance.now();

  constructor(options: BatchWriterOptions) {
    this.#options = options;
    // Each batch under way listens to it, and there may be more of them than Node takes for a leak.
    if (options.signal) setMaxListeners(0, options.signal);
  }

  /** Returns when there is room for more; throws what an earlier batch failed with. */
  async write(key: string, request: WriteRequest): Promise<void> {
    this.#pending.set(key, request);
    if (this.#pending.size === BATCH_ITEMS) await this.#send();
  }

  /**
   * Writes what is left and says what was written since the last time. Nothing is under way any more when it returns,
   * nor when it throws.
   */
  async flush(): Promise<WriteTally> {
    try {
      if (this.#pending.size > 0) await this.#send();
    } finally {
      await Promise.all(this.#underWay);
    }
    this.#assertSound();
    const tally = { ...this.#tally };
    Object.assign(this.#tally, { items: 0, throttled: 0 });
    return tally;
  }

  async #send(): Promise<void> {
    while (this.#underWay.size >= this.#options.concurrency.limit && !this.#failure) {
      await new Promise<void>((resolve) => (this.#onAnswer = resolve));
    }
    this.#assertSound();
    // Time that the caller spent on something else is not the table's.
    if (this.#underWay.size === 0) this.#lastSuccess = performance.now();
    const batch = this.#deliver([...this.#pending.values()])
      .catch((error: unknown) => {
        this.#failure ??= { error };
      })
      .finally(() => {
        this.#underWay.delete(batch);
        this.#onAnswer();
      });
    this.#underWay.add(batch);
    this.#pending.clear();
  }

  #assertSound(): void {
    this.#options.signal?.throwIfAborted();
    if (this.#failure) throw this.#failure.error;
  }

  async #deliver(requests: WriteRequest[]): Promise<void> {
    const { concurrency, signal } = this.#options;
    let left = requests;
    let tries = 0;
    while (left.length > 0 && !this.#failure) {
      const sent = concurrency.sent();
      const answer = await this.#try(left);
      const taken = left.length - answer.unprocessed.length;
      this.#tally.items += taken;
      if (taken > 0) this.#lastSuccess = performance.now();
      // A pause in which the table gained room for a part of the batch only was too short.
      tries = 2 * taken >= left.length ? 1 : tries + 1;
      left = answer.unprocessed;
      if (left.length === 0) {
        concurrency.succeeded(sent);
        continue;
      }
      concurrency.throttled(sent);
      if (answer.refusal === 'throttled') this.#tally.throttled += left.length;
      this.#assertHope(left.length, answer.error);
      await sleep(backoffMs(tries), undefined, { signal });
    }
  }

  async #try(requests: WriteRequest[]): Promise<Answer> {
    const { client, table, signal } = this.#options;
    try {
      const { UnprocessedItems } = await client.send(
        new BatchWriteItemCommand({ RequestItems: { [table]: requests } }),
        { abortSignal: signal },
      );
      return { unprocessed: UnprocessedItems?.[table] ?? [], refusal: 'throttled' };
    } catch (error) {
      const refusal = refusalOf(error);
      if (!refusal) throw error;
      return { unprocessed: requests, refusal, error };
    }
  }

  #assertHope(left: number, cause: unknown): void {
    const { table, giveUpAfterMs = GIVE_UP_AFTER_MS } = this.#options;
    const silentMs = performance.now() - this.#lastSuccess;
    if (silentMs < giveUpAfterMs) return;
    const seconds = Math.round(silentMs / 1000);
    throw new Error(`The table ${table} has taken no item for ${seconds} s; ${left} of a batch are left.`, {
      cause,
    });
  }
}
