import { z } from 'zod';
import type { ApiKey, ApiKeyTable } from '../../aws/api-key-table';
import type { AuditTrail } from '../../aws/audit-trail';
import type { DatasetTable } from '../../aws/dataset-table';
import type { UserPool } from '../../aws/user-pool';
import { LakeportError } from '../../errors';
import { KEY_ACTS, type Actor } from '../../roles';
import { confirmManager } from '../people/confirm-manager';
import { newKeyText } from './key-text';

/** Keys that count; revoked and expired ones do not. */
const KEYS_MAX = 100;

export const keyRequestSchema = z.object({
  title: z.string().trim().min(1).max(80),
  acts: z.array(z.enum(KEY_ACTS)).min(1),
  /** Null for all datasets. */
  datasets: z.array(z.string()).min(1).nullable(),
  /** Null for a key that does not expire. */
  expiresAt: z.iso.datetime({ offset: true }).nullable(),
});

export interface ApiKeyDeps {
  apiKeys: ApiKeyTable;
  auditTrail: AuditTrail;
  pool: Pick<UserPool, 'listMembers'>;
}

/** Makes a key. Its text is in this answer and nowhere else. */
export async function createApiKey(
  deps: ApiKeyDeps & { datasets: DatasetTable },
  actor: Actor,
  request: z.infer<typeof keyRequestSchema>,
  now = new Date(),
): Promise<{ key: string; apiKey: ApiKey }> {
  await confirmManager(deps.pool, actor);
  refuseExpired(request.expiresAt, now);
  for (const name of request.datasets ?? []) await deps.datasets.get(name);
  const live = (await deps.apiKeys.list()).filter((key) => isLive(key, now));
  if (live.length >= KEYS_MAX) {
    throw new LakeportError('conflict', `There are ${KEYS_MAX} API keys already.`, {
      resolution: 'Revoke those that nobody uses.',
    });
  }
  const { id, text, secretHash } = newKeyText();
  const apiKey: ApiKey = {
    id,
    secretHash,
    title: request.title,
    acts: KEY_ACTS.filter((act) => request.acts.includes(act)),
    datasets: request.datasets && [...new Set(request.datasets)].sort(),
    createdAt: now.toISOString(),
    createdBy: actor.name,
    expiresAt: request.expiresAt && new Date(request.expiresAt).toISOString(),
    lastUsedAt: null,
    revokedAt: null,
  };
  await deps.apiKeys.create(apiKey);
  const { title, acts, datasets, expiresAt } = apiKey;
  await deps.auditTrail.append({
    actor: actor.name,
    action: 'key.created',
    target: title,
    details: { acts, datasets, expiresAt },
  });
  return { key: text, apiKey };
}

/** Whether a key opens anything. */
export function isLive({ expiresAt, revokedAt }: ApiKey, now: Date): boolean {
  return revokedAt === null && (expiresAt === null || new Date(expiresAt) > now);
}

function refuseExpired(expiresAt: string | null, now: Date): void {
  if (expiresAt === null || new Date(expiresAt) > now) return;
  throw new LakeportError('invalid-request', 'The key would have expired before it is made.', {
    resolution: 'Choose a later day.',
  });
}
