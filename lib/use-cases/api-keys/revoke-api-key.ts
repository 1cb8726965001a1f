import type { ApiKey } from '../../aws/api-key-table';
import type { Actor } from '../../roles';
import { confirmManager } from '../people/confirm-manager';
import type { ApiKeyDeps } from './create-api-key';

/** Closes a key for good, from the next request on. */
export async function revokeApiKey(
  deps: ApiKeyDeps,
  actor: Actor,
  id: string,
  now = new Date(),
): Promise<ApiKey> {
  await confirmManager(deps.pool, actor);
  const revoked = await deps.apiKeys.revoke(id, now.toISOString());
  await deps.auditTrail.append({ actor: actor.name, action: 'key.revoked', target: revoked.title });
  return revoked;
}
