import { deadLetterKey } from '../lake/keys';
import type { ObjectStore } from '../lake/object-store';
import type { GivenUp } from './run-import/give-up-import';

/**
 * Keeps the event of a commit that could not be published, with its cause. The commit itself is safe, and the next one
 * of the dataset publishes it too.
 */
export async function giveUpPublishing(
  store: ObjectStore,
  { dataset, sequence }: { dataset: string; sequence: number },
  given: GivenUp,
): Promise<void> {
  const letter = { dataset, sequence, ...given };
  await store.putText(deadLetterKey(dataset, `publish-${sequence}`), JSON.stringify(letter, null, 2), {
    contentType: 'application/json',
  });
}
