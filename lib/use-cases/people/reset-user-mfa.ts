import type { Actor } from '../../roles';
import { confirmManager, refuseSelf } from './confirm-manager';
import { readManagedUser, type ManagedUser } from './managed-user';
import type { PeopleDeps } from './people-deps';

/** For a lost phone: the next sign-in asks for the password alone, and a new app can be set up. */
export async function resetUserMfa(
  { pool, auditTrail }: PeopleDeps,
  actor: Actor,
  id: string,
): Promise<ManagedUser> {
  await confirmManager(pool, actor);
  const user = await pool.get(id);
  refuseSelf(actor, user);
  await pool.resetMfa(user.id);
  await auditTrail.append({ actor: actor.name, action: 'user.mfa-reset', target: user.email });
  return readManagedUser(pool, user.id);
}
