/** The fields of the GraphQL schema about API keys: arguments in, use case, shape out. */
import { z } from 'zod';
import type { ApiKey } from '../../../lib/aws/api-key-table';
import { createApiKey, keyRequestSchema } from '../../../lib/use-cases/api-keys/create-api-key';
import { listApiKeys } from '../../../lib/use-cases/api-keys/list-api-keys';
import { revokeApiKey } from '../../../lib/use-cases/api-keys/revoke-api-key';
import { requirePerson, type FieldResolver } from '../appsync-event';
import { apiKeys, auditTrail, datasets } from '../clients';
import { pool } from './user-pool';

const deps = { apiKeys, auditTrail, datasets, pool };

export const apiKeyFields: Record<string, FieldResolver> = {
  listApiKeys: async (_args, caller) => (await listApiKeys(deps, requirePerson(caller))).map(apiKeyShape),
  createApiKey: async (args, caller) => {
    const request = keyRequestSchema.parse({ datasets: null, expiresAt: null, ...args });
    const { key, apiKey } = await createApiKey(deps, requirePerson(caller), request);
    return { key, apiKey: apiKeyShape(apiKey) };
  },
  revokeApiKey: async (args, caller) => {
    const { id } = z.object({ id: z.string() }).parse(args);
    return apiKeyShape(await revokeApiKey(deps, requirePerson(caller), id));
  },
};

/** Without the hash, which is nobody's business. */
function apiKeyShape({ secretHash: _secretHash, ...shown }: ApiKey) {
  return shown;
}
