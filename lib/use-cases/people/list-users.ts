import type { PoolUser } from '../../aws/pool-user';
import type { UserPool } from '../../aws/user-pool';
import { ROLES, type Actor, type Role } from '../../roles';
import { confirmManager } from './confirm-manager';
import type { ManagedUser } from './managed-user';
import { USERS_MAX } from './people-deps';

/** Whether a code is asked for is one call a user: so many are asked about, admins first. */
const MFA_LOOKUPS_MAX = 200;
const LOOKUPS_AT_A_TIME = 10;

export interface UserList {
  items: ManagedUser[];
  /** More users are there than are listed. */
  isCut: boolean;
}

/** All users by e-mail address. Roles cost a call per role and page, not one per user. */
export async function listUsers(deps: { pool: UserPool }, actor: Actor): Promise<UserList> {
  await confirmManager(deps.pool, actor);
  const [{ users, isCut }, ...members] = await Promise.all([
    deps.pool.list(USERS_MAX),
    ...ROLES.map((role) => deps.pool.listMembers(role, USERS_MAX)),
  ]);
  const idsByRole = ROLES.map((role, index) => ({
    role,
    ids: new Set(members[index]?.map(({ id }) => id)),
  }));
  const withRoles = users.map((user) => ({
    ...user,
    roles: idsByRole.filter(({ ids }) => ids.has(user.id)).map(({ role }) => role),
  }));
  const mfa = await lookUpMfa(deps.pool, withRoles);
  const items = withRoles.map((user) => ({ ...user, mfa: mfa.get(user.id) ?? null }));
  return { items: items.sort((a, b) => (a.email < b.email ? -1 : 1)), isCut };
}

async function lookUpMfa(
  pool: UserPool,
  users: readonly (PoolUser & { roles: readonly Role[] })[],
): Promise<Map<string, boolean>> {
  const isAdmin = (user: { roles: readonly Role[] }) => user.roles.includes('admins');
  const ids = [...users.filter(isAdmin), ...users.filter((user) => !isAdmin(user))]
    .slice(0, MFA_LOOKUPS_MAX)
    .map(({ id }) => id);
  const found = new Map<string, boolean>();
  const lookUpNext = async (): Promise<void> => {
    for (let id = ids.shift(); id !== undefined; id = ids.shift()) found.set(id, await pool.hasMfa(id));
  };
  await Promise.all(Array.from({ length: LOOKUPS_AT_A_TIME }, lookUpNext));
  return found;
}
