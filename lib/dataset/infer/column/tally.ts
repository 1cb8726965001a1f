/** The different texts of a column, each with how often it is there. */
export type Tally = ReadonlyMap<string, number>;

export function tallyOf(texts: Iterable<string>): Tally {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}

export function totalOf(tally: Tally): number {
  let total = 0;
  for (const count of tally.values()) total += count;
  return total;
}

/** How many cells hold a text that passes. */
export function countWhere(tally: Tally, passes: (text: string) => boolean): number {
  let total = 0;
  for (const [text, count] of tally) if (passes(text)) total += count;
  return total;
}

export function tallyWithout(tally: Tally, texts: readonly string[]): Tally {
  return new Map([...tally].filter(([text]) => !texts.includes(text)));
}
