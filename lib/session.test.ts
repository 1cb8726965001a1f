import { createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Outputs } from './outputs';
import { identify } from './session';

const POOL = 'us-east-1_Example1';
const CLIENT = 'client1';
const USER = 'user@example.org';
const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });

let server: Server;
let outputs: Outputs;

beforeAll(async () => {
  const key = { ...pair.publicKey.export({ format: 'jwk' }), kid: 'key1', alg: 'RS256', use: 'sig' };
  server = createServer((_request, response) => response.end(JSON.stringify({ keys: [key] })));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The key server has no port.');
  const origin = `http://127.0.0.1:${address.port}`;
  outputs = {
    auth: { aws_region: 'us-east-1', user_pool_id: POOL, user_pool_client_id: CLIENT },
    data: { url: `${origin}/graphql`, aws_region: 'us-east-1' },
    custom: { local: { userPoolEndpoint: origin, jwksUrl: origin } },
  };
});

afterAll(() => new Promise((resolve) => server.close(resolve)));

function sign(claims: Record<string, unknown>, key: KeyObject = pair.privateKey): string {
  const now = Math.floor(Date.now() / 1000);
  const issuer = `https://cognito-idp.us-east-1.amazonaws.com/${POOL}`;
  const parts = [
    { alg: 'RS256', kid: 'key1' },
    { sub: 's1', iss: issuer, iat: now, exp: now + 600, ...claims },
  ].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
  const text = parts.join('.');
  return `${text}.${createSign('RSA-SHA256').update(text).sign(key).toString('base64url')}`;
}

const idToken = (claims = {}, key?: KeyObject) =>
  sign({ token_use: 'id', aud: CLIENT, email: USER, ...claims }, key);
const accessToken = (claims = {}, key?: KeyObject) =>
  sign(
    {
      token_use: 'access',
      client_id: CLIENT,
      username: 's1',
      'cognito:groups': ['operators', 'choir'],
      ...claims,
    },
    key,
  );

function ask(tokens: Record<string, string>, cookieUser = encodeURIComponent(USER)) {
  const prefix = `CognitoIdentityServiceProvider.${CLIENT}`;
  const jar: Record<string, string> = { [`${prefix}.LastAuthUser`]: USER };
  for (const [kind, token] of Object.entries(tokens)) jar[`${prefix}.${cookieUser}.${kind}`] = token;
  return identify((name) => jar[name], outputs);
}

describe('identify', () => {
  it('knows the user and the roles of a valid pair of tokens, however the cookie names are escaped', async () => {
    const expected = { session: { name: USER, roles: ['operators'] }, canRefresh: false };
    const tokens = { idToken: idToken(), accessToken: accessToken() };
    expect(await ask(tokens)).toEqual(expected);
    expect(await ask(tokens, USER)).toEqual(expected);
  });

  it('knows nobody without cookies', async () => {
    expect(await identify(() => undefined, outputs)).toEqual({ session: null, canRefresh: false });
  });

  it('takes no expired pair, and says that it can be renewed', async () => {
    const tokens = { idToken: idToken({ exp: 1 }), accessToken: accessToken({ exp: 1 }), refreshToken: 'r' };
    expect(await ask(tokens)).toEqual({ session: null, canRefresh: true });
  });

  it.each([
    [
      'signed by another key',
      () => ({ idToken: idToken(), accessToken: accessToken({}, stranger.privateKey) }),
    ],
    ['of two users', () => ({ idToken: idToken(), accessToken: accessToken({ sub: 's2' }) })],
    ['for another client', () => ({ idToken: idToken({ aud: 'other' }), accessToken: accessToken() })],
    ['of which one stands in for the other', () => ({ idToken: idToken(), accessToken: idToken() })],
    ['that are no tokens', () => ({ idToken: 'x', accessToken: 'y' })],
  ])('takes no pair %s', async (_what, tokens) => {
    expect((await ask(tokens())).session).toBeNull();
  });
});
