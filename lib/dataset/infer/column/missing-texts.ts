/** Texts that stand for a missing value. */
import type { Tally } from './tally';
import { totalOf } from './tally';

/** In a column of numbers or dates these cannot be values. */
const WORDS =
  /^(?:n\/?a|n\.a\.|#n\/a|#value!|#ref!|#div\/0!|nan|null|none|nil|\\n|\(null\)|<null>|missing|k\.a\.|-{1,3}|–|—|\.|\?|\s+)$/i;
/** In a column of text the others may be values: `NA` is Namibia, `None` an answer. */
const WORDS_IN_TEXT = /^(?:n\/a|#n\/a|null|\\n|\(null\)|<null>)$/i;

/** Numbers that many programs write where nothing was measured. */
const SENTINEL = /^(?:-9{2,6}(?:[.,][90]+)?|9{4,6}(?:[.,][90]+)?)$/;
/** How far off all other values a number must be to be no value. */
const SENTINEL_FACTOR = 3;
const SENTINEL_OTHERS_MIN = 5;

/** @param isText whether the column holds text, so that only unmistakable words count. */
export function missingWords(tally: Tally, isText: boolean): string[] {
  const pattern = isText ? WORDS_IN_TEXT : WORDS;
  return [...tally.keys()].filter((text) => pattern.test(text)).toSorted();
}

/** Texts such as `-9999` that lie far outside of the other numbers. */
export function sentinels(tally: Tally, valueOf: (text: string) => number): string[] {
  const suspects = [...tally.keys()].filter((text) => SENTINEL.test(text));
  if (suspects.length === 0) return [];
  const others = new Map([...tally].filter(([text]) => !suspects.includes(text)));
  if (totalOf(others) < SENTINEL_OTHERS_MIN) return [];
  let farthest = 0;
  for (const text of others.keys()) farthest = Math.max(farthest, Math.abs(valueOf(text)) || 0);
  return suspects.filter((text) => Math.abs(valueOf(text)) > SENTINEL_FACTOR * farthest).toSorted();
}
