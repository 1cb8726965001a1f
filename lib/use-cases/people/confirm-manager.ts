import type { PoolUser } from '../../aws/pool-user';
import type { UserPool } from '../../aws/user-pool';
import { LakeportError } from '../../errors';
import type { Actor } from '../../roles';
import { authorize, EVERY_DATASET } from '../authorize';
import { USERS_MAX } from './people-deps';

/**
 * Throws `forbidden` unless the actor is an admin now. A token says for up to an hour what somebody was when it was
 * issued; who has been disabled or made less since must not use that hour to let themselves in again.
 */
export async function confirmManager(pool: Pick<UserPool, 'listMembers'>, actor: Actor): Promise<void> {
  authorize(actor, 'manage', EVERY_DATASET);
  const admins = await pool.listMembers('admins', USERS_MAX);
  if (admins.some((admin) => admin.enabled && isSelf(actor, admin))) return;
  throw new LakeportError('forbidden', 'You are not an admin any more.', {
    resolution: 'Sign in again; if that is wrong, ask another admin.',
  });
}

/** Nobody manages their own account here: one slip would lock them out. */
export function refuseSelf(actor: Actor, user: PoolUser): void {
  if (!isSelf(actor, user)) return;
  throw new LakeportError('conflict', 'This is your own account.', {
    resolution: 'Let another admin do this; your password and authenticator app are under «Account».',
  });
}

function isSelf(actor: Actor, { email }: PoolUser): boolean {
  return actor.name.toLowerCase() === email;
}
