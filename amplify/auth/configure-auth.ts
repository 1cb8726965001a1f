import { INVITATION_DAYS, PASSWORD_LENGTH_MIN, TOKEN_MINUTES } from '../../lib/sign-in-rules';
import type { Backend } from '../backend';

/** What `defineAuth` has no word for: nobody signs up, passwords are long, a wrong name says no more than a wrong password. */
export function configureAuth(backend: Backend): void {
  const { cfnUserPool, cfnUserPoolClient, cfnIdentityPool } = backend.auth.resources.cfnResources;
  cfnUserPool.adminCreateUserConfig = { allowAdminCreateUserOnly: true };
  cfnUserPool.policies = {
    passwordPolicy: {
      minimumLength: PASSWORD_LENGTH_MIN,
      requireLowercase: true,
      requireUppercase: true,
      requireNumbers: true,
      requireSymbols: true,
      temporaryPasswordValidityDays: INVITATION_DAYS,
    },
  };
  cfnUserPoolClient.preventUserExistenceErrors = 'ENABLED';
  cfnUserPoolClient.explicitAuthFlows = ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'];
  cfnUserPoolClient.accessTokenValidity = TOKEN_MINUTES;
  cfnUserPoolClient.idTokenValidity = TOKEN_MINUTES;
  cfnUserPoolClient.refreshTokenValidity = 30;
  cfnUserPoolClient.tokenValidityUnits = { accessToken: 'minutes', idToken: 'minutes', refreshToken: 'days' };
  cfnIdentityPool.allowUnauthenticatedIdentities = false;
}
