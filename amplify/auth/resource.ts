import { defineAuth } from '@aws-amplify/backend';
import { ROLES } from '../../lib/roles';

/** Sign-in by e-mail. Nobody signs up: an admin invites (see `configureAuth`). */
export const auth = defineAuth({
  loginWith: { email: true },
  groups: [...ROLES],
  multifactor: { mode: 'OPTIONAL', totp: true },
  accountRecovery: 'EMAIL_ONLY',
});
