/**
 * How many requests may be under way at once, found out by trying: one more after each round in which none was
 * throttled, half as many after one that was. As TCP does it, several senders come to share what there is. A round that
 * took longer by as much as its requests waited for each other adds none: more of them would only wait longer.
 */

const START = 8;
const LEAST = 1;
const MOST = 64;
/** Requests that may wait for others before no more are added, and before one is taken away, as in TCP Vegas. */
const WAITING_FEW = 8;
const WAITING_MANY = 16;
/** Rounds after which the shortest one is forgotten: a table may have become slower for good. */
const MEMORY_ROUNDS = 100;

/** When a request was sent: between which two cuts, and at which time. */
export interface Sent {
  era: number;
  at: number;
}

export class AdaptiveConcurrency {
  readonly #most: number;
  readonly #now: () => number;
  #limit: number;
  #era = 0;
  /** Answers of the round, and what they took together. */
  #answered = 0;
  #tookMs = 0;
  #rounds = 0;
  /** The mean of the shortest round. */
  #shortestMs = Infinity;

  constructor({ start = START, most = MOST, now = () => performance.now() }: AdaptiveOptions = {}) {
    this.#limit = start;
    this.#most = most;
    this.#now = now;
  }

  /** Requests that may be under way now. */
  get limit(): number {
    return this.#limit;
  }

  /** To be kept with a request until it is answered. */
  sent(): Sent {
    return { era: this.#era, at: this.#now() };
  }

  /** As many of these as may be under way make a round. */
  succeeded({ era, at }: Sent): void {
    if (era !== this.#era) return;
    this.#answered += 1;
    this.#tookMs += this.#now() - at;
    if (this.#answered >= this.#limit) this.#endRound(this.#tookMs / this.#answered);
  }

  /** Requests that were sent together are refused together: only the first refusal of them cuts. */
  throttled({ era }: Sent): void {
    if (era !== this.#era) return;
    this.#era += 1;
    this.#beginRound(Math.max(LEAST, Math.floor(this.#limit / 2)));
  }

  #endRound(meanMs: number): void {
    this.#rounds += 1;
    if (this.#rounds % MEMORY_ROUNDS === 0) this.#shortestMs = Infinity;
    this.#shortestMs = Math.min(this.#shortestMs, meanMs);
    const waiting = meanMs > 0 ? this.#limit * (1 - this.#shortestMs / meanMs) : 0;
    const change = waiting <= WAITING_FEW ? 1 : waiting > WAITING_MANY ? -1 : 0;
    this.#beginRound(Math.min(this.#most, this.#limit + change));
  }

  #beginRound(limit: number): void {
    this.#limit = limit;
    this.#answered = 0;
    this.#tookMs = 0;
  }
}

export interface AdaptiveOptions {
  start?: number;
  most?: number;
  /** Monotonic milliseconds. */
  now?: () => number;
}

/** Full jitter: any time up to a bound that doubles with each try, so that those who were refused come back apart. */
export function backoffMs(
  tries: number,
  { baseMs = 25, mostMs = 5_000, random = Math.random }: BackoffOptions = {},
): number {
  return random() * Math.min(mostMs, baseMs * 2 ** (tries - 1));
}

export interface BackoffOptions {
  baseMs?: number;
  mostMs?: number;
  /** In [0, 1). */
  random?: () => number;
}
