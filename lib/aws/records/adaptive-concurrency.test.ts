import { describe, expect, it } from 'vitest';
import { AdaptiveConcurrency, backoffMs } from './adaptive-concurrency';

/** A table that answers a round of requests, each after as long as `latencyMs` says for so many. */
class Table {
  #now = 0;
  readonly concurrency: AdaptiveConcurrency;

  constructor(
    options: { start?: number; most?: number },
    readonly latencyMs: (underWay: number) => number = () => 5,
  ) {
    this.concurrency = new AdaptiveConcurrency({ ...options, now: () => this.#now });
  }

  /** The limit after the round. */
  round(throttled = 0): number {
    const { concurrency } = this;
    const sent = Array.from({ length: concurrency.limit }, () => concurrency.sent());
    this.#now += this.latencyMs(sent.length);
    for (const [index, request] of sent.entries()) {
      if (index < throttled) concurrency.throttled(request);
      else concurrency.succeeded(request);
    }
    return concurrency.limit;
  }

  rounds(count: number): number[] {
    return Array.from({ length: count }, () => this.round());
  }
}

describe('the concurrency', () => {
  it('grows by one a round while nothing is throttled, up to its bound', () => {
    expect(new Table({ start: 8, most: 12 }).rounds(6)).toEqual([9, 10, 11, 12, 12, 12]);
  });

  it('is halved once for all refusals of a round, and never below one', () => {
    const table = new Table({ start: 16 });
    expect(table.round(16)).toBe(8);
    expect(table.round(1)).toBe(4);
    expect([table.round(1), table.round(1), table.round(1)]).toEqual([2, 1, 1]);
    expect(table.round()).toBe(2);
  });

  it('is not changed by late answers to what was sent before a cut', () => {
    const { concurrency } = new Table({ start: 32 });
    const early = concurrency.sent();
    concurrency.throttled(early);
    concurrency.throttled(early);
    for (let answer = 0; answer < 32; answer += 1) concurrency.succeeded(early);
    expect(concurrency.limit).toBe(16);
    concurrency.throttled(concurrency.sent());
    expect(concurrency.limit).toBe(8);
  });

  it('stops growing where requests only wait for each other', () => {
    const oneByOne = new Table({}, (underWay) => 3 * underWay).rounds(90);
    expect(Math.max(...oneByOne)).toBeLessThan(20);
    const fourSideBySide = new Table({}, (underWay) => 5 * Math.max(1, underWay / 4)).rounds(90);
    expect(Math.max(...fourSideBySide)).toBeLessThan(20);
    const fortySideBySide = new Table({}, (underWay) => 5 * Math.max(1, underWay / 40)).rounds(90);
    expect(fortySideBySide.at(-1)).toBeGreaterThanOrEqual(40);
  });

  it('comes down to a table that has become slower, and up again with time', () => {
    let latencyMs = 5;
    const table = new Table({ most: 40 }, () => latencyMs);
    expect(table.rounds(40).at(-1)).toBe(40);
    latencyMs = 50;
    expect(table.rounds(55).at(-1)).toBeLessThan(20);
    expect(table.rounds(100).at(-1)).toBe(40);
  });
});

describe('a pause', () => {
  it('is any time up to a bound that doubles with each try', () => {
    const longest = [1, 2, 3].map((tries) => backoffMs(tries, { baseMs: 10, random: () => 1 }));
    expect(longest).toEqual([10, 20, 40]);
    expect(backoffMs(30, { mostMs: 500, random: () => 1 })).toBe(500);
    expect(backoffMs(5, { random: () => 0 })).toBe(0);
  });
});
