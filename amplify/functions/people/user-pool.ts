import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { CLIENT_SETTINGS } from '../../../lib/aws/client-settings';
import { createUserPool } from '../../../lib/aws/user-pool';
import { requireEnv } from '../../../lib/env';
import { env } from '../clients';

/** Only this function has the rights to manage it. */
export const pool = createUserPool(
  new CognitoIdentityProviderClient(CLIENT_SETTINGS),
  requireEnv(env, 'USER_POOL_ID'),
);
