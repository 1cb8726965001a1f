import { z } from 'zod';
import { CognitoError, wrongCredentials } from './cognito-error';
import { isPassword } from './srp';
import { createTotpSecret, isTotpCode } from './totp';
import {
  deliveryDetails,
  operation,
  sendResetCode,
  srpAccount,
  userAttributes,
  withPassword,
  type Operation,
  type UserPool,
} from './user-pool';
import type { User } from './user-store';

const withToken = z.object({ AccessToken: z.string() });
/** What people may change of themselves without proving that it is theirs. */
const OWN_ATTRIBUTES =
  /^(?:name|given_name|family_name|nickname|preferred_username|locale|zoneinfo|custom:.+)$/;

/** What people do with their own account: with their access token, or with a code that was sent to them. */
export const ownAccountOperations: Record<string, Operation> = {
  GetUser: operation(withToken, async (pool, { AccessToken }) => {
    const user = currentUser(pool, AccessToken);
    return {
      Username: user.username,
      UserAttributes: userAttributes(user),
      ...mfaSettings(user),
    };
  }),
  UpdateUserAttributes: operation(
    withToken.extend({ UserAttributes: z.array(z.object({ Name: z.string(), Value: z.string() })) }),
    async (pool, { AccessToken, UserAttributes }) => {
      const user = currentUser(pool, AccessToken);
      const refused = UserAttributes.find(({ Name }) => !OWN_ATTRIBUTES.test(Name));
      if (refused) {
        throw new CognitoError(
          'NotAuthorizedException',
          `A client attempted to write unauthorized attribute ${refused.Name}`,
        );
      }
      const changes = Object.fromEntries(UserAttributes.map(({ Name, Value }) => [Name, Value]));
      await pool.store.save({ ...user, attributes: { ...user.attributes, ...changes } });
      return { CodeDeliveryDetailsList: [] };
    },
  ),
  ChangePassword: operation(
    withToken.extend({ PreviousPassword: z.string(), ProposedPassword: z.string() }),
    async (pool, { AccessToken, PreviousPassword, ProposedPassword }) => {
      const user = currentUser(pool, AccessToken);
      if (!isPassword(srpAccount(pool, user), PreviousPassword, user.password)) throw wrongCredentials();
      await pool.store.save(withPassword(pool, user, ProposedPassword, 'CONFIRMED'));
      return {};
    },
  ),
  GlobalSignOut: operation(withToken, async (pool, { AccessToken }) => {
    await pool.store.signOut(currentUser(pool, AccessToken));
    return {};
  }),
  AssociateSoftwareToken: operation(withToken, async (pool, { AccessToken }) => {
    const user = currentUser(pool, AccessToken);
    if (pool.settings.mfa === 'OFF') {
      throw new CognitoError(
        'SoftwareTokenMFANotFoundException',
        'Software token MFA is not enabled for this pool.',
      );
    }
    const secret = createTotpSecret();
    await pool.store.save({ ...user, newTotpSecret: secret });
    return { SecretCode: secret };
  }),
  VerifySoftwareToken: operation(
    withToken.extend({ UserCode: z.string() }),
    async (pool, { AccessToken, UserCode }) => {
      const user = currentUser(pool, AccessToken);
      const secret = user.newTotpSecret ?? user.totp?.secret;
      if (!secret || !isTotpCode(secret, UserCode)) {
        throw new CognitoError('EnableSoftwareTokenMFAException', 'Code mismatch');
      }
      const totp = { secret, verified: true, enabled: user.totp?.enabled ?? false };
      await pool.store.save({ ...user, totp, newTotpSecret: null });
      return { Status: 'SUCCESS' };
    },
  ),
  SetUserMFAPreference: operation(
    withToken.extend({
      SoftwareTokenMfaSettings: z.object({ Enabled: z.boolean().default(false) }).optional(),
    }),
    async (pool, { AccessToken, SoftwareTokenMfaSettings }) => {
      const user = currentUser(pool, AccessToken);
      if (SoftwareTokenMfaSettings) await preferTotp(pool, user, SoftwareTokenMfaSettings.Enabled);
      return {};
    },
  ),
  ForgotPassword: operation(z.object({ Username: z.string() }), async (pool, { Username }) => {
    const user = pool.store.find(Username);
    // Whether an address has an account is nobody's business: the answer is the same.
    if (!user?.enabled) return deliveryDetails(Username);
    if (user.status === 'FORCE_CHANGE_PASSWORD') {
      throw new CognitoError('NotAuthorizedException', 'User password cannot be reset in the current state.');
    }
    return sendResetCode(pool, user);
  }),
  ConfirmForgotPassword: operation(
    z.object({ Username: z.string(), ConfirmationCode: z.string(), Password: z.string() }),
    async (pool, { Username, ConfirmationCode, Password }) => {
      const user = pool.store.find(Username);
      if (!user?.resetCode || user.resetCode.expiresMs < Date.now() || user.resetCode.triesLeft < 1) {
        throw new CognitoError('ExpiredCodeException', 'Invalid code provided, please request a code again.');
      }
      if (user.resetCode.code !== ConfirmationCode) {
        await pool.store.save({
          ...user,
          resetCode: { ...user.resetCode, triesLeft: user.resetCode.triesLeft - 1 },
        });
        throw new CognitoError(
          'CodeMismatchException',
          'Invalid verification code provided, please try again.',
        );
      }
      await pool.store.save(withPassword(pool, user, Password, 'CONFIRMED'));
      return {};
    },
  ),
  SignUp: async ({ settings }) => {
    const message = settings.adminsCreateUsers
      ? 'SignUp is not permitted for this user pool'
      : 'A laptop has no sign-up: an admin creates users.';
    throw new CognitoError('NotAuthorizedException', message);
  },
};

/** Turns the question for an authenticator's code on or off. @throws CognitoError when none is set up. */
export async function preferTotp(pool: UserPool, user: User, enabled: boolean): Promise<void> {
  if (enabled && !user.totp?.verified) {
    throw new CognitoError('InvalidParameterException', 'User has not verified software token mfa');
  }
  if (user.totp) await pool.store.save({ ...user, totp: { ...user.totp, enabled } });
}

export function mfaSettings({ totp }: User): object {
  if (!totp?.enabled) return {};
  return { UserMFASettingList: ['SOFTWARE_TOKEN_MFA'], PreferredMfaSetting: 'SOFTWARE_TOKEN_MFA' };
}

/** The user an access token was issued to. @throws CognitoError NotAuthorizedException */
function currentUser(pool: UserPool, accessToken: string): User {
  const claims = pool.tokenCheck(accessToken);
  if (claims?.tokenUse !== 'access') throw new CognitoError('NotAuthorizedException', 'Invalid Access Token');
  const user = pool.store.find(claims.username);
  if (!user) throw new CognitoError('UserNotFoundException', 'User does not exist.');
  if (!user.enabled) throw new CognitoError('NotAuthorizedException', 'User is disabled.');
  if (Number(claims.all['iat']) < Math.floor(user.signedOutMs / 1000)) {
    throw new CognitoError('NotAuthorizedException', 'Access Token has been revoked');
  }
  return user;
}
