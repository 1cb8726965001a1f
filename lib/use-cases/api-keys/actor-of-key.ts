import type { ApiKeyTable } from '../../aws/api-key-table';
import type { Actor } from '../../roles';
import { isLive } from './create-api-key';
import { isSecretOf, parseKeyText } from './key-text';

/** Every use would be a write: the last one is known by the hour. */
const NOTE_USE_MS = 60 * 60 * 1000;

/** Who a key speaks for; null for one that is not known, expired or revoked. */
export async function actorOfKey(
  { apiKeys }: { apiKeys: ApiKeyTable },
  text: string,
  now = new Date(),
): Promise<Actor | null> {
  const parsed = parseKeyText(text);
  const key = parsed && (await apiKeys.find(parsed.id));
  if (!key || !isSecretOf(parsed.secret, key.secretHash) || !isLive(key, now)) return null;
  const lastUse = key.lastUsedAt === null ? 0 : Date.parse(key.lastUsedAt);
  if (now.getTime() - lastUse >= NOTE_USE_MS) await apiKeys.noteUse(key.id, now.toISOString());
  return { name: `${key.title} (API key)`, roles: [], scope: { acts: key.acts, datasets: key.datasets } };
}
