/**
 * Reproducible choices: the same seed gives the same ones on every machine (Marsaglia's xorshift, 32 bits).
 */
export class Random {
  private state: number;

  constructor(seed: number) {
    this.state = (seed * 2654435761) | 1;
    for (let at = 0; at < 8; at++) this.next();
  }

  /** A number from 0 up to but not 1. */
  next(): number {
    this.state ^= this.state << 13;
    this.state ^= this.state >>> 17;
    this.state ^= this.state << 5;
    return (this.state >>> 0) / 2 ** 32;
  }

  integer(least: number, greatest: number): number {
    return least + Math.floor(this.next() * (greatest - least + 1));
  }

  decimal(least: number, greatest: number, digits: number): string {
    return (least + this.next() * (greatest - least)).toFixed(digits);
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  pick<T>(values: readonly [T, ...T[]]): T {
    return values[this.integer(0, values.length - 1)] ?? values[0];
  }
}
