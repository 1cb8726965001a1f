/** How alike two names of a column are, for people who would call both the same thing. */

/** What the shorter of two names must have for being part of the longer one to say something. */
const PART_CHARS_MIN = 3;

/** From 0 to 1; 1 where only case, spaces and punctuation differ. */
export function labelLikeness(one: string, other: string): number {
  const [a, b] = [wordsOf(one), wordsOf(other)];
  const [left, right] = [a.join(''), b.join('')];
  if (left === '' || right === '') return 0;
  if (left === right) return 1;
  const longest = Math.max(left.length, right.length);
  const spelling = 1 - editDistance(left, right) / longest;
  return Math.max(spelling, 0.9 * sharedWords(a, b), partOf(left, right));
}

/** `maxTemp (°C)` as `max`, `temp`, `c`. */
function wordsOf(label: string): string[] {
  return label
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/** Share of the words that both have; a word that begins another one counts as the same (`temp`, `temperature`). */
function sharedWords(one: readonly string[], other: readonly string[]): number {
  const isSame = (a: string, b: string) => a === b || (a.length >= PART_CHARS_MIN && b.startsWith(a));
  const shared = one.filter((a) => other.some((b) => isSame(a, b) || isSame(b, a))).length;
  return shared / Math.max(one.length, other.length);
}

function partOf(one: string, other: string): number {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  if (short.length < PART_CHARS_MIN || !long.includes(short)) return 0;
  return 0.5 + 0.4 * (short.length / long.length);
}

/** Levenshtein's: how many characters to put in, take out or replace. */
function editDistance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let at = 1; at <= one.length; at++) {
    const next = [at];
    for (let to = 1; to <= other.length; to++) {
      const replaced = (row[to - 1] ?? 0) + (one[at - 1] === other[to - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[to] ?? 0) + 1, (next[to - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
