import { randomInt } from 'node:crypto';
import type { z } from 'zod';
import { CognitoError } from './cognito-error';
import { checkPassword } from './password-policy';
import type { PoolIdentity } from './pool-identity';
import type { PoolSettings } from './pool-settings';
import { createVerifier, type SrpAccount } from './srp';
import type { TokenCheck } from './token-check';
import type { TokenIssuer } from './token-issuer';
import type { User, UserStore } from './user-store';

/** A message that Cognito would send by e-mail. */
export interface PoolMessage {
  to: string;
  subject: string;
  text: string;
}

/** What every operation of the pool works with. */
export interface UserPool {
  identity: PoolIdentity;
  settings: PoolSettings;
  store: UserStore;
  tokens: TokenIssuer;
  tokenCheck: TokenCheck;
  sendMessage(message: PoolMessage): void;
}

/** An operation by its name in `X-Amz-Target`; gets the parsed request, answers what is sent as JSON. */
export type Operation = (pool: UserPool, request: unknown) => Promise<object>;

const RESET_CODE_MS = 60 * 60_000;
const RESET_CODE_TRIES = 5;

/** An operation with its request checked first. */
export function operation<S extends z.ZodType>(
  schema: S,
  run: (pool: UserPool, request: z.infer<S>) => Promise<object>,
): Operation {
  return (pool, request) => {
    const parsed = schema.safeParse(request);
    if (parsed.success) return run(pool, parsed.data);
    const [issue] = parsed.error.issues;
    throw new CognitoError('InvalidParameterException', `${issue?.path.join('.')}: ${issue?.message}`);
  };
}

/** What SRP needs to know of a user. */
export function srpAccount({ identity }: UserPool, { username }: Pick<User, 'username'>): SrpAccount {
  return { poolName: identity.userPoolId.split('_')[1] ?? '', userId: username };
}

/** @throws CognitoError InvalidPasswordException */
export function withPassword(pool: UserPool, user: User, password: string, status: User['status']): User {
  checkPassword(password, pool.settings.passwordPolicy);
  return {
    ...user,
    status,
    password: createVerifier(srpAccount(pool, user), password),
    passwordSetMs: Date.now(),
    resetCode: null,
  };
}

/** Sends the user a code with which a new password can be set within the hour. */
export async function sendResetCode(pool: UserPool, user: User): Promise<object> {
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  const resetCode = { code, expiresMs: Date.now() + RESET_CODE_MS, triesLeft: RESET_CODE_TRIES };
  await pool.store.save({ ...user, resetCode });
  pool.sendMessage({
    to: user.email,
    subject: 'Your password reset code',
    text: `Your password reset code is ${code}`,
  });
  return deliveryDetails(user.email);
}

export function deliveryDetails(email: string): object {
  const [name = '', domain = ''] = email.split('@');
  const hidden = `${name.charAt(0)}***@${domain.charAt(0)}***`;
  return { CodeDeliveryDetails: { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: hidden } };
}

export function userAttributes(user: User): { Name: string; Value: string }[] {
  const all = { ...user.attributes, email: user.email, sub: user.username };
  return Object.entries(all).map(([Name, Value]) => ({ Name, Value }));
}

/** Times are epoch seconds in Cognito's JSON. */
export function seconds(timeMs: number): number {
  return timeMs / 1000;
}
