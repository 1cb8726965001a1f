/**
 * A table that takes only so many writes a second, for tests and measurements: what BatchWriteItem brings above it comes
 * back as unprocessed, and a batch of which nothing can be taken is refused, as DynamoDB does it.
 */
import { z } from 'zod';
import { AwsJsonError } from '../aws-json';
import type { DynaliteAnswer } from './dynalite-engine';

export interface CapacityOptions {
  writesPerSecond: number;
  /** Unused capacity that is kept for later; that of one second when left out. */
  burst?: number;
  /** Monotonic milliseconds. */
  now?: () => number;
}

const requestsSchema = z.record(z.string(), z.array(z.unknown()));
const batchSchema = z.looseObject({ RequestItems: requestsSchema });
const answerSchema = z.looseObject({ UnprocessedItems: requestsSchema.optional() });

export class LimitedCapacity {
  writesPerSecond: number;
  /** Writes that were let through so far, and that were refused. */
  taken = 0;
  refused = 0;
  readonly #burst: number;
  readonly #now: () => number;
  #available: number;
  #filledAt: number;

  constructor({ writesPerSecond, burst = writesPerSecond, now = () => performance.now() }: CapacityOptions) {
    this.writesPerSecond = writesPerSecond;
    this.#burst = burst;
    this.#now = now;
    this.#available = burst;
    this.#filledAt = now();
  }

  /** Answers a BatchWriteItem, of which `write` gets what there is capacity for. @throws AwsJsonError */
  async limit(body: Buffer, write: (body: Buffer) => Promise<DynaliteAnswer>): Promise<DynaliteAnswer> {
    const batch = batchSchema.parse(JSON.parse(body.toString('utf8')));
    const { taken, refused } = this.#split(batch.RequestItems);
    if (Object.keys(taken).length === 0) {
      throw new AwsJsonError(
        'com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException',
        'The level of configured provisioned throughput for the table was exceeded.',
      );
    }
    const answer = await write(Buffer.from(JSON.stringify({ ...batch, RequestItems: taken })));
    if (answer.status !== 200) return answer;
    const written = answerSchema.parse(JSON.parse(answer.text));
    const text = JSON.stringify({
      ...written,
      UnprocessedItems: { ...written.UnprocessedItems, ...refused },
    });
    return { status: 200, headers: { 'content-type': answer.headers['content-type'] }, text };
  }

  #split(items: Record<string, unknown[]>) {
    const taken: Record<string, unknown[]> = {};
    const refused: Record<string, unknown[]> = {};
    for (const [table, requests] of Object.entries(items)) {
      const count = this.#take(requests.length);
      if (count > 0) taken[table] = requests.slice(0, count);
      if (count < requests.length) refused[table] = requests.slice(count);
      this.taken += count;
      this.refused += requests.length - count;
    }
    return { taken, refused };
  }

  #take(wanted: number): number {
    const now = this.#now();
    const filled = this.#available + ((now - this.#filledAt) / 1000) * this.writesPerSecond;
    this.#available = Math.min(this.#burst, filled);
    this.#filledAt = now;
    const count = Math.min(wanted, Math.floor(this.#available));
    this.#available -= count;
    return count;
  }
}
