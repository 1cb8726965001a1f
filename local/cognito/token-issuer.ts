import { createHash, createSign, randomBytes, randomUUID } from 'node:crypto';
import type { JsonObject } from '../assembly/json-value';
import { issuerOf, type PoolIdentity } from './pool-identity';
import type { PoolSettings } from './pool-settings';
import type { RefreshToken, User, UserStore } from './user-store';

/** As Cognito answers them. */
export interface IssuedTokens {
  AccessToken: string;
  IdToken: string;
  RefreshToken?: string;
  TokenType: 'Bearer';
  ExpiresIn: number;
}

/** Makes the tokens of the pool. */
export class TokenIssuer {
  constructor(
    private readonly identity: PoolIdentity,
    private readonly settings: PoolSettings,
    private readonly store: UserStore,
  ) {}

  /** After a sign-in: with a refresh token. */
  async issue(user: User): Promise<IssuedTokens> {
    const refreshToken = randomBytes(48).toString('base64url');
    const session: RefreshToken = {
      username: user.username,
      authenticatedMs: Date.now(),
      expiresMs: Date.now() + this.settings.refreshTokenSeconds * 1000,
      originId: randomUUID(),
    };
    await this.store.saveRefreshToken(hashToken(refreshToken), session);
    return { ...this.sign(user, session), RefreshToken: refreshToken };
  }

  /** The session's next access and ID token. */
  renew(user: User, session: RefreshToken): IssuedTokens {
    return this.sign(user, session);
  }

  private sign(user: User, session: RefreshToken): IssuedTokens {
    const nowSeconds = Math.floor(Date.now() / 1000);
    const shared: JsonObject = {
      sub: user.username,
      iss: issuerOf(this.identity),
      origin_jti: session.originId,
      event_id: randomUUID(),
      auth_time: Math.floor(session.authenticatedMs / 1000),
      iat: nowSeconds,
    };
    if (user.groups.length > 0) shared['cognito:groups'] = this.byPrecedence(user.groups);
    const { email_verified: emailVerified, ...attributes } = user.attributes;
    const idClaims: JsonObject = {
      ...attributes,
      ...shared,
      email: user.email,
      email_verified: emailVerified === 'true',
      'cognito:username': user.username,
      aud: this.identity.clientId,
      token_use: 'id',
      jti: randomUUID(),
      exp: nowSeconds + this.settings.idTokenSeconds,
    };
    const accessClaims: JsonObject = {
      ...shared,
      username: user.username,
      client_id: this.identity.clientId,
      token_use: 'access',
      scope: 'aws.cognito.signin.user.admin',
      jti: randomUUID(),
      exp: nowSeconds + this.settings.accessTokenSeconds,
    };
    return {
      AccessToken: this.encode(accessClaims),
      IdToken: this.encode(idClaims),
      TokenType: 'Bearer',
      ExpiresIn: this.settings.accessTokenSeconds,
    };
  }

  private encode(claims: JsonObject): string {
    const part = (value: JsonObject) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const text = `${part({ kid: this.identity.keyId, alg: 'RS256' })}.${part(claims)}`;
    return `${text}.${createSign('RSA-SHA256').update(text).sign(this.identity.privateKey, 'base64url')}`;
  }

  private byPrecedence(groups: string[]): string[] {
    const order = (name: string) =>
      this.settings.groups.find((group) => group.name === name)?.precedence ?? Number.MAX_SAFE_INTEGER;
    return [...groups].sort((a, b) => order(a) - order(b));
  }
}

/** Refresh tokens are kept as their hash: the file with the users lets nobody sign in. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
