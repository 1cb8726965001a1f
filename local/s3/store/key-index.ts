/**
 * The keys of a bucket in S3's order, each with its versions, newest first. Any place in the order is found by bisection,
 * so that listing a narrow prefix costs the same in a bucket of ten objects and of a million.
 */
import type { StoredVersion } from './stored-object';

export class KeyIndex {
  readonly #versions: Map<string, StoredVersion[]>;
  readonly #keys: string[];

  constructor(versions: Map<string, StoredVersion[]>) {
    this.#versions = versions;
    this.#keys = [...versions.keys()].sort(compareUtf8);
  }

  get size(): number {
    return this.#keys.length;
  }

  keyAt(position: number): string | undefined {
    return this.#keys[position];
  }

  /** Newest first; empty when there is no such key. */
  versionsOf(key: string): readonly StoredVersion[] {
    return this.#versions.get(key) ?? [];
  }

  /** The position of the first key that is not before `text`. */
  firstFrom(text: string): number {
    return this.#bisect((key) => compareUtf8(key, text) < 0);
  }

  /** The position of the first key after `text`. */
  firstAfter(text: string): number {
    return this.#bisect((key) => compareUtf8(key, text) <= 0);
  }

  /** The position of the first key after all those that begin with `prefix`. */
  firstPast(prefix: string): number {
    return this.#bisect((key) => key.startsWith(prefix) || compareUtf8(key, prefix) < 0);
  }

  set(key: string, versions: StoredVersion[]): void {
    const isKnown = this.#versions.has(key);
    if (versions.length > 0) {
      this.#versions.set(key, versions);
      if (!isKnown) this.#keys.splice(this.firstFrom(key), 0, key);
    } else if (isKnown) {
      this.#versions.delete(key);
      this.#keys.splice(this.firstFrom(key), 1);
    }
  }

  *entries(): Generator<[key: string, versions: readonly StoredVersion[]]> {
    for (const key of this.#keys) yield [key, this.versionsOf(key)];
  }

  #bisect(isBefore: (key: string) => boolean): number {
    let low = 0;
    let high = this.#keys.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const key = this.#keys[middle];
      if (key !== undefined && isBefore(key)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** The order of the texts' UTF-8 bytes, which is S3's; JavaScript's own order puts U+E000–U+FFFF after emoji. */
export function compareUtf8(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const unitA = a.charCodeAt(i);
    const unitB = b.charCodeAt(i);
    if (unitA !== unitB) return rank(unitA) - rank(unitB);
  }
  return a.length - b.length;
}

/** Moves surrogates, which stand for U+10000 and above, behind all other code units. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
