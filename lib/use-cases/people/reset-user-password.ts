import type { Actor } from '../../roles';
import { confirmManager, refuseSelf } from './confirm-manager';
import { readManagedUser, type ManagedUser } from './managed-user';
import type { PeopleDeps } from './people-deps';

/** Makes the present password worthless, ends all sessions, and lets Cognito send a code for a new password. */
export async function resetUserPassword(
  { pool, auditTrail }: PeopleDeps,
  actor: Actor,
  id: string,
): Promise<ManagedUser> {
  await confirmManager(pool, actor);
  const user = await pool.get(id);
  refuseSelf(actor, user);
  await pool.resetPassword(user.id);
  // Who knew the password may have a session.
  await pool.signOut(user.id);
  await auditTrail.append({ actor: actor.name, action: 'user.password-reset', target: user.email });
  return readManagedUser(pool, user.id);
}
