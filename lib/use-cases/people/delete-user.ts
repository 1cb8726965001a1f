import type { Actor } from '../../roles';
import { confirmManager, refuseSelf } from './confirm-manager';
import type { ManagedUser } from './managed-user';
import { readManagedUser } from './managed-user';
import type { PeopleDeps } from './people-deps';
import { keepOut } from './set-user-enabled';

/** Removes a user for good; the answer is the user as they last were. What they did stays in the histories. */
export async function deleteUser(
  { pool, auditTrail }: PeopleDeps,
  actor: Actor,
  id: string,
): Promise<ManagedUser> {
  await confirmManager(pool, actor);
  const user = await readManagedUser(pool, id);
  refuseSelf(actor, user);
  // Disabled first: that can be taken back when it leaves no admin, a deletion cannot.
  await keepOut(pool, user);
  // Noted first: when the note fails the deletion can be repeated, the other way round it could not.
  await auditTrail.append({
    actor: actor.name,
    action: 'user.deleted',
    target: user.email,
    details: { roles: user.roles },
  });
  await pool.remove(user.id);
  return { ...user, enabled: false };
}
