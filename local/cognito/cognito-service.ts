import type { IncomingMessage, ServerResponse } from 'node:http';
import { allowPortal } from '../portal-cors';
import { readBody } from '../request-body';
import type { LocalService } from '../service';
import { SignatureError } from '../signature-error';
import { verifySignature } from '../sigv4';
import { adminOperations, newUser } from './admin-operations';
import { CognitoError } from './cognito-error';
import { ownAccountOperations } from './own-account-operations';
import { publicJwks, type PoolIdentity } from './pool-identity';
import type { PoolSettings } from './pool-settings';
import { signInOperations } from './sign-in-operations';
import { createTokenCheck } from './token-check';
import { TokenIssuer, type IssuedTokens } from './token-issuer';
import { withPassword, type Operation, type PoolMessage, type UserPool } from './user-pool';
import { UserStore } from './user-store';

const TARGET_PREFIX = 'AWSCognitoIdentityProviderService.';
const BODY_BYTES_MAX = 256 * 1024;

export interface CognitoOptions {
  dir: string;
  identity: PoolIdentity;
  settings: PoolSettings;
  /** Secret by access key id; admin operations must be signed. */
  credentials: ReadonlyMap<string, string>;
  /** Whose pages may sign people in. */
  portalOrigins: readonly string[];
  /** Gets what Cognito would send by e-mail. */
  onMessage: (message: PoolMessage) => void;
}

export interface CognitoService extends LocalService {
  /** Makes the user, or brings password and groups of an existing one to what is given. The password is permanent. */
  ensureUser(user: { email: string; password: string; groups: readonly string[] }): Promise<void>;
  /** Tokens as after a sign-in, for programs of the laptop itself. @throws Error when there is no such user. */
  issueTokens(email: string): Promise<IssuedTokens>;
}

/** The backend's user pool, as Cognito would run it. */
export async function createCognito(options: CognitoOptions): Promise<CognitoService> {
  const { identity, settings, credentials } = options;
  const store = await UserStore.open(options.dir);
  const jwks = publicJwks(identity);
  const { userPoolId, clientId } = identity;
  const pool: UserPool = {
    identity,
    settings,
    store,
    tokens: new TokenIssuer(identity, settings, store),
    tokenCheck: createTokenCheck({ userPoolId, clientId, jwks }),
    sendMessage: options.onMessage,
  };
  const publicOperations = { ...signInOperations(), ...ownAccountOperations };
  const jwksPath = `/${userPoolId}/.well-known/jwks.json`;
  return {
    name: 'cognito',
    matches: (request) => request.url === jwksPath || isOperation(request),
    handle: async (request, response) => {
      if (allowPortal(request, response, options.portalOrigins)) return;
      if (request.url === jwksPath) return answer(response, 200, jwks);
      try {
        answer(response, 200, await runOperation(pool, publicOperations, credentials, request));
      } catch (error) {
        answerRefusal(response, error);
      }
    },
    stop: () => store.flush(),
    ensureUser: async ({ email, password, groups }) => {
      const user = store.find(email) ?? newUser(email, [{ Name: 'email_verified', Value: 'true' }]);
      await store.save({ ...withPassword(pool, user, password, 'CONFIRMED'), groups: [...groups] });
    },
    issueTokens: async (email) => {
      const user = store.find(email);
      if (!user) throw new Error(`There is no user ${email}.`);
      return pool.tokens.issue(user);
    },
  };
}

async function runOperation(
  pool: UserPool,
  publicOperations: Record<string, Operation>,
  credentials: ReadonlyMap<string, string>,
  request: IncomingMessage,
): Promise<object> {
  const name = String(request.headers['x-amz-target']).slice(TARGET_PREFIX.length);
  const body = await readBody(request, BODY_BYTES_MAX);
  const admin = adminOperations[name];
  const run = admin ?? publicOperations[name];
  if (!run)
    throw new CognitoError('UnknownOperationException', `A laptop's user pool has no operation ${name}.`);
  if (admin) verifySignature(request, { credentials, body, service: 'cognito-idp' });
  return run(pool, JSON.parse(body.toString('utf8') || '{}'));
}

/** A preflight does not carry the header, it asks whether the header may be sent. */
function isOperation({ method, url, headers }: IncomingMessage): boolean {
  if (url !== '/') return false;
  if (method === 'OPTIONS') return /x-amz-target/i.test(headers['access-control-request-headers'] ?? '');
  return String(headers['x-amz-target'] ?? '').startsWith(TARGET_PREFIX);
}

function refusalCode(error: unknown): string | null {
  if (error instanceof CognitoError) return error.code;
  if (error instanceof SignatureError) return error.jsonCode;
  return error instanceof SyntaxError ? 'SerializationException' : null;
}

/** @throws the error again when it is none of Cognito's refusals. */
function answerRefusal(response: ServerResponse, error: unknown): void {
  const code = refusalCode(error);
  if (!code || !(error instanceof Error)) throw error;
  response.setHeader('x-amzn-errortype', code);
  answer(response, 400, { __type: code, message: error.message });
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
}
