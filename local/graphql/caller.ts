import type { IncomingMessage } from 'node:http';
import type { JsonObject, JsonValue } from '../assembly/json-value';
import type { TokenCheck } from '../cognito/token-check';
import { SignatureError } from '../signature-error';
import { verifySignature } from '../sigv4';

/** Who sends an operation: a user of the pool, or a program with the laptop's access key. */
export type Caller =
  | { kind: 'user'; sub: string; username: string; groups: string[]; issuer: string; claims: JsonObject }
  | { kind: 'role'; accessKeyId: string };

/** Nobody that the API knows; AppSync answers 401. */
export class UnauthorizedError extends Error {}

export interface CallerOptions {
  tokenCheck: TokenCheck;
  /** Secret by access key id. */
  credentials: ReadonlyMap<string, string>;
  accountId: string;
}

/** @throws UnauthorizedError when neither a valid token nor a valid signature comes with the request. */
export function identifyCaller(request: IncomingMessage, body: Buffer, options: CallerOptions): Caller {
  const { authorization } = request.headers;
  if (!authorization) throw new UnauthorizedError('No authorization header is present.');
  if (!authorization.startsWith('AWS4-HMAC-SHA256')) return identifyUser(authorization, options.tokenCheck);
  try {
    const { accessKeyId } = verifySignature(request, {
      credentials: options.credentials,
      body,
      service: 'appsync',
    });
    return { kind: 'role', accessKeyId };
  } catch (error) {
    if (error instanceof SignatureError) throw new UnauthorizedError(error.message, { cause: error });
    throw error;
  }
}

/** @throws UnauthorizedError when the token is not a valid one of the pool. */
export function identifyUser(authorization: string, tokenCheck: TokenCheck): Caller {
  const claims = tokenCheck(authorization.replace(/^Bearer\s+/i, ''));
  if (!claims) throw new UnauthorizedError('Valid authorization header not provided.');
  const { username, groups, all } = claims;
  return { kind: 'user', sub: claims.sub, username, groups, issuer: claims.issuer, claims: all };
}

/** `context.identity` as AppSync gives it to a resolver. */
export function identityOf(caller: Caller, accountId: string): JsonValue {
  const sourceIp = ['127.0.0.1'];
  if (caller.kind === 'user') {
    const { sub, username, groups, issuer, claims } = caller;
    return {
      sub,
      username,
      groups: groups.length > 0 ? groups : null,
      issuer,
      claims,
      sourceIp,
      defaultAuthStrategy: 'ALLOW',
    };
  }
  return {
    accountId,
    userArn: `arn:aws:sts::${accountId}:assumed-role/local/${caller.accessKeyId}`,
    username: caller.accessKeyId,
    sourceIp,
    cognitoIdentityAuthProvider: null,
    cognitoIdentityAuthType: null,
    cognitoIdentityId: null,
    cognitoIdentityPoolId: null,
  };
}
