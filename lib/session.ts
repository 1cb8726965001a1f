/**
 * Who is asking, by the cookies in which Amplify keeps a browser's tokens. Both tokens are verified against
 * the user pool's keys on every request; the cookies themselves are never trusted.
 */
import { CognitoJwtVerifier } from 'aws-jwt-verify';
import { FetchError, JwtBaseError } from 'aws-jwt-verify/error';
import { SimpleJwksCache } from 'aws-jwt-verify/jwk';
import type { Outputs } from './outputs';
import { rolesOf, type Role } from './roles';

export interface Session {
  /** E-mail address. */
  name: string;
  roles: Role[];
}

export interface Identity {
  session: Session | null;
  /** A refresh token is there: the browser can get new tokens without asking for a password. */
  canRefresh: boolean;
}

/** How long the user pool may take to hand out its public keys. */
const KEYS_TIMEOUT_MS = 5000;

function createVerifiers({ auth, custom }: Outputs) {
  const settings = { userPoolId: auth.user_pool_id, clientId: auth.user_pool_client_id };
  const jwksUrl = custom?.local?.jwksUrl;
  const keys = jwksUrl && {
    jwksCache: new SimpleJwksCache({
      fetcher: {
        fetch: async () =>
          (
            await fetch(jwksUrl, { cache: 'no-store', signal: AbortSignal.timeout(KEYS_TIMEOUT_MS) })
          ).arrayBuffer(),
      },
    }),
  };
  const id = { ...settings, tokenUse: 'id' } as const;
  const access = { ...settings, tokenUse: 'access' } as const;
  return keys
    ? { id: CognitoJwtVerifier.create(id, keys), access: CognitoJwtVerifier.create(access, keys) }
    : { id: CognitoJwtVerifier.create(id), access: CognitoJwtVerifier.create(access) };
}

const verifiersByOutputs = new WeakMap<Outputs, ReturnType<typeof createVerifiers>>();

function verifiersOf(outputs: Outputs): ReturnType<typeof createVerifiers> {
  const known = verifiersByOutputs.get(outputs) ?? createVerifiers(outputs);
  verifiersByOutputs.set(outputs, known);
  return known;
}

/**
 * Verifies the session behind a request. An expired or forged token is no session; a user pool that cannot be
 * reached throws, because that is not the visitor's doing.
 */
export async function identify(
  readCookie: (name: string) => string | undefined,
  outputs: Outputs,
): Promise<Identity> {
  const prefix = `CognitoIdentityServiceProvider.${outputs.auth.user_pool_client_id}`;
  const user = readCookie(`${prefix}.LastAuthUser`);
  if (!user) return { session: null, canRefresh: false };
  // Amplify escapes the user's name in the cookie's name, and frameworks differ in undoing it.
  const token = (kind: string) =>
    readCookie(`${prefix}.${user}.${kind}`) ?? readCookie(`${prefix}.${encodeURIComponent(user)}.${kind}`);
  const canRefresh = Boolean(token('refreshToken'));
  const idToken = token('idToken');
  const accessToken = token('accessToken');
  if (!idToken || !accessToken) return { session: null, canRefresh };
  return { session: await verifyPair(idToken, accessToken, outputs), canRefresh };
}

async function verifyPair(idToken: string, accessToken: string, outputs: Outputs): Promise<Session | null> {
  const verifiers = verifiersOf(outputs);
  try {
    const [id, access] = await Promise.all([
      verifiers.id.verify(idToken),
      verifiers.access.verify(accessToken),
    ]);
    if (id.sub !== access.sub) return null;
    return { name: String(id.email ?? access.username), roles: rolesOf(access['cognito:groups'] ?? []) };
  } catch (error) {
    if (error instanceof JwtBaseError && !(error instanceof FetchError)) return null;
    throw error;
  }
}
