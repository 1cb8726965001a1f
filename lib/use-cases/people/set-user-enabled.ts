import type { PoolUser } from '../../aws/pool-user';
import type { UserPool } from '../../aws/user-pool';
import type { Actor } from '../../roles';
import { confirmManager, refuseSelf } from './confirm-manager';
import { keepAnAdmin } from './keep-an-admin';
import { readManagedUser, type ManagedUser } from './managed-user';
import type { PeopleDeps } from './people-deps';

/** Lets a user in again, or keeps them out and ends all their sessions. */
export async function setUserEnabled(
  { pool, auditTrail }: PeopleDeps,
  actor: Actor,
  request: { id: string; enabled: boolean },
): Promise<ManagedUser> {
  await confirmManager(pool, actor);
  const user = await pool.get(request.id);
  refuseSelf(actor, user);
  if (request.enabled) await pool.enable(user.id);
  else await keepOut(pool, user);
  await auditTrail.append({
    actor: actor.name,
    action: request.enabled ? 'user.enabled' : 'user.disabled',
    target: user.email,
  });
  return readManagedUser(pool, user.id);
}

/** Disables a user who may be an admin. A repeated call ends the sessions again, should the first not have come to it. */
export async function keepOut(pool: UserPool, user: PoolUser): Promise<void> {
  const take = () => pool.disable(user.id);
  const isAdmin = user.enabled && (await pool.roles(user.id)).includes('admins');
  if (isAdmin) await keepAnAdmin(pool, user, { take, giveBack: () => pool.enable(user.id) });
  else await take();
  await pool.signOut(user.id);
}
