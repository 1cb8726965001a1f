import type { AuditTrail } from '../../aws/audit-trail';
import type { UserPool } from '../../aws/user-pool';

export interface PeopleDeps {
  pool: UserPool;
  auditTrail: Pick<AuditTrail, 'append'>;
}

/** So many are listed; more people than that do not run a lake. */
export const USERS_MAX = 5_000;
