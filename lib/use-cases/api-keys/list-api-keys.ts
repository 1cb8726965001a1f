import type { ApiKey, ApiKeyTable } from '../../aws/api-key-table';
import type { Actor } from '../../roles';
import { authorize, EVERY_DATASET } from '../authorize';

/** All keys, newest first, those that open nothing any more included. */
export async function listApiKeys(deps: { apiKeys: ApiKeyTable }, actor: Actor): Promise<ApiKey[]> {
  authorize(actor, 'manage', EVERY_DATASET);
  return deps.apiKeys.list();
}
