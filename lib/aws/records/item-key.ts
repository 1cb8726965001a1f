import { createHash } from 'node:crypto';

/** DynamoDB's own limit for a partition key. */
const KEY_BYTES_MAX = 2048;
/** No text of a file holds it, so a missing value is never taken for some text. */
const MISSING = '\0';

/** The primary key's values in their JSON form, in the key's order. */
export type RecordKey = readonly (string | null)[];

/** Keys are joined so that no two different keys become the same text; of very long ones the hash stands for the end. */
export function itemKey(dataset: string, key: RecordKey): string {
  const text = [dataset, ...key.map((part) => part ?? MISSING)].map(encodeURIComponent).join('/');
  if (text.length <= KEY_BYTES_MAX) return text;
  const hash = createHash('sha256').update(text).digest('hex');
  return `${text.slice(0, KEY_BYTES_MAX - hash.length - 1)}#${hash}`;
}
