import type { PoolUser } from '../../aws/pool-user';
import type { UserPool } from '../../aws/user-pool';
import type { Role } from '../../roles';

/** A user with what lists of the pool do not say. */
export interface ManagedUser extends PoolUser {
  roles: Role[];
  /** Null where it was not asked for. */
  mfa: boolean | null;
}

/** The user as they are now. */
export async function readManagedUser(pool: UserPool, id: string): Promise<ManagedUser> {
  const [user, roles, mfa] = await Promise.all([pool.get(id), pool.roles(id), pool.hasMfa(id)]);
  return { ...user, roles, mfa };
}
