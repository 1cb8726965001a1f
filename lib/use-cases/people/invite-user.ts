import type { PoolUser } from '../../aws/pool-user';
import type { UserPool } from '../../aws/user-pool';
import { LakeportError } from '../../errors';
import type { Actor, Role } from '../../roles';
import { confirmManager } from './confirm-manager';
import { readManagedUser, type ManagedUser } from './managed-user';
import type { PeopleDeps } from './people-deps';

/**
 * Invites somebody by e-mail, with these roles from the first sign-in on. Somebody who was invited and has not come yet
 * is sent a new password, so an invitation that failed half-way is simply repeated.
 */
export async function inviteUser(
  { pool, auditTrail }: PeopleDeps,
  actor: Actor,
  request: { email: string; roles: readonly Role[] },
): Promise<ManagedUser> {
  await confirmManager(pool, actor);
  if (request.roles.length === 0) {
    throw new LakeportError('invalid-request', 'An invitation needs a role.', { resolution: 'Choose one.' });
  }
  const email = request.email.trim().toLowerCase();
  const created = await pool.create(email);
  const user = created ?? (await inviteAgain(pool, email));
  const before = created ? [] : await pool.roles(user.id);
  for (const role of request.roles) if (!before.includes(role)) await pool.addRole(user.id, role);
  for (const role of before) if (!request.roles.includes(role)) await pool.removeRole(user.id, role);
  await auditTrail.append({
    actor: actor.name,
    action: 'user.invited',
    target: user.email,
    details: { roles: [...request.roles], ...(created ? {} : { again: true }) },
  });
  return readManagedUser(pool, user.id);
}

async function inviteAgain(pool: UserPool, email: string): Promise<PoolUser> {
  const user = await pool.get(email);
  if (user.status === 'FORCE_CHANGE_PASSWORD' && user.enabled) return pool.inviteAgain(email);
  throw user.enabled
    ? new LakeportError('conflict', `${email} is a user already.`, {
        resolution: 'Change the role instead.',
      })
    : new LakeportError('conflict', `${email} is a user already, and disabled.`, {
        resolution: 'Enable the user instead.',
      });
}
