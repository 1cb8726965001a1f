import { CognitoJwtVerifier } from 'aws-jwt-verify';
import { JwtBaseError } from 'aws-jwt-verify/error';
import type { Jwks } from 'aws-jwt-verify/jwk';
import { z } from 'zod';
import type { JsonObject } from '../assembly/json-value';

/** What a valid token says. */
export interface TokenClaims {
  sub: string;
  username: string;
  groups: string[];
  issuer: string;
  tokenUse: 'id' | 'access';
  /** Every claim, as JSON. */
  all: JsonObject;
}

/** The claims of an ID or access token of the pool; null when the token is not valid. */
export type TokenCheck = (token: string) => TokenClaims | null;

export interface TokenCheckOptions {
  userPoolId: string;
  clientId: string;
  /** The pool's keys; the issuer in the tokens is the real one, whose keys are others. */
  jwks: Jwks;
}

const claimsSchema = z.object({
  sub: z.string(),
  iss: z.string(),
  token_use: z.enum(['id', 'access']),
  username: z.string().optional(),
  'cognito:username': z.string().optional(),
  'cognito:groups': z.array(z.string()).default([]),
});

export function createTokenCheck({ userPoolId, clientId, jwks }: TokenCheckOptions): TokenCheck {
  const verifier = CognitoJwtVerifier.create({ userPoolId, clientId, tokenUse: null });
  verifier.cacheJwks(jwks);
  return (token) => {
    try {
      // The synchronous check never asks AWS for keys.
      const payload = verifier.verifySync(token);
      const claims = claimsSchema.parse(payload);
      return {
        sub: claims.sub,
        username: claims.username ?? claims['cognito:username'] ?? claims.sub,
        groups: claims['cognito:groups'],
        issuer: claims.iss,
        tokenUse: claims.token_use,
        all: JSON.parse(JSON.stringify(payload)),
      };
    } catch (error) {
      if (error instanceof JwtBaseError || error instanceof z.ZodError) return null;
      throw error;
    }
  };
}
