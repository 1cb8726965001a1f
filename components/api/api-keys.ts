/** API keys, as admins see them. */
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { ask } from '@/components/api/client';
import { paths } from '@/lib/paths';
import { KEY_ACTS, type KeyAct } from '@/lib/roles';

const apiKeySchema = z.object({
  id: z.string(),
  title: z.string(),
  acts: z.array(z.enum(KEY_ACTS)),
  datasets: z.array(z.string()).nullish(),
  createdAt: z.string(),
  createdBy: z.string(),
  expiresAt: z.string().nullish(),
  lastUsedAt: z.string().nullish(),
  revokedAt: z.string().nullish(),
});

export type ApiKey = z.infer<typeof apiKeySchema>;

const newApiKeySchema = z.object({ key: z.string(), apiKey: apiKeySchema });

export type NewApiKey = z.infer<typeof newApiKeySchema>;

export interface KeyRequest {
  title: string;
  acts: KeyAct[];
  /** Null for all. */
  datasets: string[] | null;
  /** Null for a key that does not expire. */
  expiresAt: string | null;
}

export const API_KEYS_KEY = ['api-keys'] as const;

export function apiKeysQuery() {
  return queryOptions({
    queryKey: API_KEYS_KEY,
    queryFn: async () => z.array(apiKeySchema).parse(await ask((client) => client.queries.listApiKeys())),
  });
}

const healthSchema = z.object({ api: z.url() });

/** Where the REST API answers. */
export function restAddressQuery() {
  return queryOptions({
    queryKey: ['rest-address'],
    queryFn: async () => healthSchema.parse(await (await fetch(paths.health)).json()).api,
    staleTime: Infinity,
  });
}

export async function createApiKey(request: KeyRequest): Promise<NewApiKey> {
  return newApiKeySchema.parse(await ask((client) => client.mutations.createApiKey(request)));
}

export async function revokeApiKey(id: string): Promise<ApiKey> {
  return apiKeySchema.parse(await ask((client) => client.mutations.revokeApiKey({ id })));
}
