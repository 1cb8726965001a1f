import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { CognitoError, wrongCredentials } from './cognito-error';
import { isPassword, provesKey, saltText, startSrp, type SrpSession } from './srp';
import { hashToken } from './token-issuer';
import { isTotpCode } from './totp';
import { operation, srpAccount, withPassword, type Operation, type UserPool } from './user-pool';
import type { User } from './user-store';

/** A challenge must be answered within Cognito's three minutes. */
const CHALLENGE_MS = 3 * 60_000;
const TOTP_TRIES = 3;
const DAY_MS = 86_400_000;

type Challenge = { username: string; expiresMs: number; triesLeft: number } & (
  | { name: 'PASSWORD_VERIFIER'; srp: SrpSession }
  | { name: 'NEW_PASSWORD_REQUIRED' }
  | { name: 'SOFTWARE_TOKEN_MFA' }
);

const initiateSchema = z.object({
  ClientId: z.string(),
  AuthFlow: z.string(),
  AuthParameters: z.record(z.string(), z.string()).default({}),
});
const respondSchema = z.object({
  ClientId: z.string(),
  ChallengeName: z.string(),
  Session: z.string().optional(),
  ChallengeResponses: z.record(z.string(), z.string()),
});
const refreshSchema = z.object({ ClientId: z.string(), RefreshToken: z.string() });
const revokeSchema = z.object({ ClientId: z.string(), Token: z.string() });

/** Signing in and staying signed in. Challenges live in memory: a restart in the middle means to begin again. */
export function signInOperations(): Record<string, Operation> {
  const challenges = new Challenges();
  return {
    InitiateAuth: operation(initiateSchema, async (pool, { ClientId, AuthFlow, AuthParameters }) => {
      checkClient(pool, ClientId);
      checkFlow(pool, AuthFlow);
      if (AuthFlow === 'REFRESH_TOKEN_AUTH' || AuthFlow === 'REFRESH_TOKEN') {
        return refresh(pool, AuthParameters['REFRESH_TOKEN'] ?? '');
      }
      const user = pool.store.find(AuthParameters['USERNAME'] ?? '');
      if (!user) throw wrongCredentials();
      if (AuthFlow === 'USER_SRP_AUTH')
        return startSrpSignIn(pool, challenges, user, AuthParameters['SRP_A'] ?? '');
      if (!isPassword(srpAccount(pool, user), AuthParameters['PASSWORD'] ?? '', user.password))
        throw wrongCredentials();
      return afterPassword(pool, challenges, user);
    }),
    RespondToAuthChallenge: operation(respondSchema, async (pool, request) => {
      checkClient(pool, request.ClientId);
      return answerChallenge(pool, challenges, request);
    }),
    GetTokensFromRefreshToken: operation(refreshSchema, async (pool, { ClientId, RefreshToken }) => {
      checkClient(pool, ClientId);
      return refresh(pool, RefreshToken);
    }),
    RevokeToken: operation(revokeSchema, async (pool, { ClientId, Token }) => {
      checkClient(pool, ClientId);
      await pool.store.removeRefreshToken(hashToken(Token));
      return {};
    }),
  };
}

class Challenges {
  private readonly open = new Map<string, Challenge>();

  start(challenge: Challenge): string {
    const now = Date.now();
    for (const [session, { expiresMs }] of this.open) if (expiresMs < now) this.open.delete(session);
    const session = `${randomUUID()}${randomUUID()}`;
    this.restore(session, challenge);
    return session;
  }

  restore(session: string, challenge: Challenge): void {
    this.open.set(session, challenge);
  }

  /** Takes the challenge away: each can be answered once. */
  take(session: string, name: string): Challenge {
    const challenge = this.open.get(session);
    this.open.delete(session);
    if (!challenge || challenge.name !== name || challenge.expiresMs < Date.now()) {
      throw new CognitoError('NotAuthorizedException', 'Invalid session for the user, session is expired.');
    }
    return challenge;
  }
}

function startSrpSignIn(pool: UserPool, challenges: Challenges, user: User, clientValue: string): object {
  const srp = startSrp(clientValue, user.password);
  if (!srp) throw new CognitoError('InvalidParameterException', 'SRP_A is not valid.');
  // Not every client returns the session of this step; the block that it signs names it too.
  challenges.restore(srp.secretBlock, { name: 'PASSWORD_VERIFIER', srp, ...fresh(user) });
  return {
    ChallengeName: 'PASSWORD_VERIFIER',
    Session: srp.secretBlock,
    ChallengeParameters: {
      SALT: saltText(user.password.salt),
      SRP_B: srp.publicValue,
      SECRET_BLOCK: srp.secretBlock,
      USERNAME: user.username,
      USER_ID_FOR_SRP: user.username,
    },
  };
}

async function answerChallenge(
  pool: UserPool,
  challenges: Challenges,
  { ChallengeName, Session, ChallengeResponses: responses }: z.infer<typeof respondSchema>,
): Promise<object> {
  const session = Session ?? responses['PASSWORD_CLAIM_SECRET_BLOCK'] ?? '';
  const challenge = challenges.take(session, ChallengeName);
  const user = pool.store.find(challenge.username);
  if (!user) throw wrongCredentials();
  if (challenge.name === 'PASSWORD_VERIFIER') {
    const claim = {
      timestamp: responses['TIMESTAMP'] ?? '',
      signature: responses['PASSWORD_CLAIM_SIGNATURE'] ?? '',
    };
    const isSameBlock = responses['PASSWORD_CLAIM_SECRET_BLOCK'] === challenge.srp.secretBlock;
    if (!isSameBlock || !provesKey(challenge.srp, srpAccount(pool, user), claim)) throw wrongCredentials();
    return afterPassword(pool, challenges, user);
  }
  refuseDisabled(user);
  if (challenge.name === 'NEW_PASSWORD_REQUIRED') {
    const changed = withPassword(pool, user, responses['NEW_PASSWORD'] ?? '', 'CONFIRMED');
    await pool.store.save(changed);
    return afterSecrets(pool, challenges, changed);
  }
  if (!user.totp || !isTotpCode(user.totp.secret, responses['SOFTWARE_TOKEN_MFA_CODE'] ?? '')) {
    if (challenge.triesLeft > 1) {
      // A mistyped code may be corrected under the same session.
      challenges.restore(session, { ...challenge, triesLeft: challenge.triesLeft - 1 });
    }
    throw new CognitoError('CodeMismatchException', 'Invalid code received for user');
  }
  return { AuthenticationResult: await pool.tokens.issue(user), ChallengeParameters: {} };
}

/** What follows once the password is known to be right. */
async function afterPassword(pool: UserPool, challenges: Challenges, user: User): Promise<object> {
  refuseDisabled(user);
  if (user.status === 'RESET_REQUIRED') {
    throw new CognitoError('PasswordResetRequiredException', 'Password reset required for the user');
  }
  if (user.status === 'CONFIRMED') return afterSecrets(pool, challenges, user);
  if (Date.now() > user.passwordSetMs + pool.settings.temporaryPasswordDays * DAY_MS) {
    throw new CognitoError(
      'NotAuthorizedException',
      'Temporary password has expired and must be reset by an administrator.',
    );
  }
  const { email, attributes } = user;
  return {
    ChallengeName: 'NEW_PASSWORD_REQUIRED',
    Session: challenges.start({ name: 'NEW_PASSWORD_REQUIRED', ...fresh(user) }),
    ChallengeParameters: {
      USER_ID_FOR_SRP: user.username,
      requiredAttributes: '[]',
      userAttributes: JSON.stringify({ ...attributes, email }),
    },
  };
}

async function afterSecrets(pool: UserPool, challenges: Challenges, user: User): Promise<object> {
  if (pool.settings.mfa === 'OPTIONAL' && user.totp?.verified && user.totp.enabled) {
    return {
      ChallengeName: 'SOFTWARE_TOKEN_MFA',
      Session: challenges.start({ name: 'SOFTWARE_TOKEN_MFA', ...fresh(user) }),
      ChallengeParameters: { USER_ID_FOR_SRP: user.username },
    };
  }
  return { AuthenticationResult: await pool.tokens.issue(user), ChallengeParameters: {} };
}

async function refresh(pool: UserPool, refreshToken: string): Promise<object> {
  const session = pool.store.findRefreshToken(hashToken(refreshToken));
  const user = session && pool.store.find(session.username);
  if (!user) throw new CognitoError('NotAuthorizedException', 'Refresh Token has been revoked');
  refuseDisabled(user);
  return { AuthenticationResult: pool.tokens.renew(user, session), ChallengeParameters: {} };
}

function fresh(user: User) {
  return { username: user.username, expiresMs: Date.now() + CHALLENGE_MS, triesLeft: TOTP_TRIES };
}

function refuseDisabled(user: User): void {
  if (!user.enabled) throw new CognitoError('NotAuthorizedException', 'User is disabled.');
}

function checkClient({ identity }: UserPool, clientId: string): void {
  if (clientId === identity.clientId) return;
  throw new CognitoError('ResourceNotFoundException', `User pool client ${clientId} does not exist.`);
}

function checkFlow({ settings }: UserPool, flow: string): void {
  const name = flow === 'REFRESH_TOKEN' ? 'REFRESH_TOKEN_AUTH' : flow;
  const known = ['USER_SRP_AUTH', 'USER_PASSWORD_AUTH', 'REFRESH_TOKEN_AUTH'].includes(name);
  if (known && settings.authFlows.includes(`ALLOW_${name}`)) return;
  throw new CognitoError('InvalidParameterException', `${name} flow not enabled for this client`);
}
