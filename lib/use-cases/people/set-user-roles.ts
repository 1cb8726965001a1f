import type { Actor, Role } from '../../roles';
import { confirmManager, refuseSelf } from './confirm-manager';
import { keepAnAdmin } from './keep-an-admin';
import { readManagedUser, type ManagedUser } from './managed-user';
import type { PeopleDeps } from './people-deps';

/**
 * Gives the user these roles and no others. What somebody gains they have with their next token; who loses something is
 * signed out everywhere, because a renewed session would otherwise only slowly stop saying what they were.
 */
export async function setUserRoles(
  { pool, auditTrail }: PeopleDeps,
  actor: Actor,
  request: { id: string; roles: readonly Role[] },
): Promise<ManagedUser> {
  await confirmManager(pool, actor);
  const user = await pool.get(request.id);
  refuseSelf(actor, user);
  const before = await pool.roles(user.id);
  const added = request.roles.filter((role) => !before.includes(role));
  const removed = before.filter((role) => !request.roles.includes(role));
  for (const role of added) await pool.addRole(user.id, role);
  for (const role of removed) {
    const take = () => pool.removeRole(user.id, role);
    if (role !== 'admins') await take();
    else await keepAnAdmin(pool, user, { take, giveBack: () => pool.addRole(user.id, role) });
  }
  // A request that changes nothing may be one that failed before it came to this.
  if (removed.length > 0 || added.length === 0) await pool.signOut(user.id);
  await auditTrail.append({
    actor: actor.name,
    action: 'user.roles-changed',
    target: user.email,
    details: { before, after: [...request.roles] },
  });
  return readManagedUser(pool, user.id);
}
