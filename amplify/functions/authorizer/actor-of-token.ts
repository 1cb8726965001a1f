/** A token of the user pool, an ID or an access token, as API Gateway's own check would take it. */
import { CognitoJwtVerifier } from 'aws-jwt-verify';
import { FetchError, JwtBaseError } from 'aws-jwt-verify/error';
import { SimpleJwksCache } from 'aws-jwt-verify/jwk';
import { z } from 'zod';
import { requireEnv } from '../../../lib/env';
import { rolesOf, type Actor } from '../../../lib/roles';
import { emailOf, env } from '../clients';

const KEYS_TIMEOUT_MS = 5000;

const claimsSchema = z.object({
  sub: z.string(),
  email: z.string().optional(),
  username: z.string().optional(),
  'cognito:username': z.string().optional(),
  'cognito:groups': z.array(z.string()).default([]),
});

const verifier = CognitoJwtVerifier.create(
  {
    userPoolId: requireEnv(env, 'USER_POOL_ID'),
    clientId: requireEnv(env, 'USER_POOL_CLIENT_ID'),
    tokenUse: null,
  },
  { jwksCache: new SimpleJwksCache({ fetcher: { fetch: fetchKeys } }) },
);

/** The pool's keys are at the address of its service, which is another one where the SDK is told so. */
async function fetchKeys(uri: string): Promise<ArrayBuffer> {
  const url = env.AWS_ENDPOINT_URL ? new URL(new URL(uri).pathname, env.AWS_ENDPOINT_URL) : uri;
  const response = await fetch(url, { signal: AbortSignal.timeout(KEYS_TIMEOUT_MS) });
  if (!response.ok) throw new Error(`The user pool's keys cannot be had: HTTP ${response.status}.`);
  return response.arrayBuffer();
}

/** Null for a token that is forged, expired or of another pool; throws when the pool's keys cannot be had. */
export async function actorOfToken(token: string): Promise<Actor | null> {
  let claims: z.infer<typeof claimsSchema>;
  try {
    claims = claimsSchema.parse(await verifier.verify(token));
  } catch (error) {
    if (error instanceof JwtBaseError && !(error instanceof FetchError)) return null;
    throw error;
  }
  const userName = claims.username ?? claims['cognito:username'] ?? claims.sub;
  return { name: claims.email ?? (await emailOf(userName)), roles: rolesOf(claims['cognito:groups']) };
}
