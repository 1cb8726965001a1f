/**
 * `transform` of every item, at most `limit` at a time, in the order of the items. The first failure rejects
 * and no further item is started.
 */
export async function mapBounded<Item, Result>(
  items: readonly Item[],
  limit: number,
  transform: (item: Item, index: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const queue = items.entries();
  let failed = false;
  const work = async (): Promise<void> => {
    for (const [index, item] of queue) {
      if (failed) return;
      try {
        results[index] = await transform(item, index);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, work));
  return results;
}
