import type { PoolUser } from '../../aws/pool-user';
import type { UserPool } from '../../aws/user-pool';
import { LakeportError } from '../../errors';
import { USERS_MAX } from './people-deps';

interface Withdrawal {
  take: () => Promise<void>;
  giveBack: () => Promise<void>;
}

/**
 * Takes somebody's place as an admin and gives it back when nobody else would be left. The counting comes after: two
 * admins who take each other's place at the same moment both find nobody else, and both keep theirs.
 */
export async function keepAnAdmin(
  pool: UserPool,
  user: PoolUser,
  { take, giveBack }: Withdrawal,
): Promise<void> {
  await take();
  const admins = await pool.listMembers('admins', USERS_MAX);
  if (admins.some((admin) => admin.id !== user.id && canTakeOver(admin))) return;
  await giveBack();
  throw new LakeportError('conflict', `${user.email} is the last admin who can sign in.`, {
    resolution: 'Make somebody else an admin first.',
  });
}

/** An invitation may never be accepted. */
function canTakeOver({ enabled, status }: PoolUser): boolean {
  return enabled && status !== 'FORCE_CHANGE_PASSWORD';
}
