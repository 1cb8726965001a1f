import { z } from 'zod';
import { ROLES } from '../../../lib/roles';
import { deleteUser } from '../../../lib/use-cases/people/delete-user';
import { inviteUser } from '../../../lib/use-cases/people/invite-user';
import { listUsers } from '../../../lib/use-cases/people/list-users';
import { resetUserMfa } from '../../../lib/use-cases/people/reset-user-mfa';
import { resetUserPassword } from '../../../lib/use-cases/people/reset-user-password';
import { setUserEnabled } from '../../../lib/use-cases/people/set-user-enabled';
import { setUserRoles } from '../../../lib/use-cases/people/set-user-roles';
import { requirePerson, type FieldResolver } from '../appsync-event';
import { auditTrail } from '../clients';
import { pool } from './user-pool';

const deps = { pool, auditTrail };

const idArgs = z.object({ id: z.string().min(1) });
const rolesArg = z.array(z.enum(ROLES)).transform((roles) => [...new Set(roles)]);
const inviteArgs = z.object({ email: z.email(), roles: rolesArg });
const setRolesArgs = idArgs.extend({ roles: rolesArg });
const setEnabledArgs = idArgs.extend({ enabled: z.boolean() });

export const userFields: Record<string, FieldResolver> = {
  listUsers: async (_args, caller) => listUsers(deps, requirePerson(caller)),
  inviteUser: async (args, caller) => inviteUser(deps, requirePerson(caller), inviteArgs.parse(args)),
  setUserRoles: async (args, caller) => setUserRoles(deps, requirePerson(caller), setRolesArgs.parse(args)),
  setUserEnabled: async (args, caller) =>
    setUserEnabled(deps, requirePerson(caller), setEnabledArgs.parse(args)),
  resetUserPassword: async (args, caller) =>
    resetUserPassword(deps, requirePerson(caller), idArgs.parse(args).id),
  resetUserMfa: async (args, caller) => resetUserMfa(deps, requirePerson(caller), idArgs.parse(args).id),
  deleteUser: async (args, caller) => deleteUser(deps, requirePerson(caller), idArgs.parse(args).id),
};
