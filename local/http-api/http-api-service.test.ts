import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PORTAL_ORIGIN, startTinyLaptop, type TinyLaptop } from '../testing/start-tiny-laptop';

let laptop: TinyLaptop;
let tokens: { AccessToken: string; IdToken: string };

beforeAll(async () => {
  laptop = await startTinyLaptop();
  await laptop.aws.ensureUser({
    email: 'reader@example.org',
    password: 'Correct-horse-1',
    groups: ['readers', 'admins'],
  });
  tokens = await laptop.aws.issueTokens('reader@example.org');
});

afterAll(() => laptop.remove());

function call(path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(`${laptop.aws.endpoints.api}${path}`, init);
}

function withToken(token: string): RequestInit {
  return { headers: { authorization: `Bearer ${token}` } };
}

describe('the authorizer', () => {
  it('lets ID and access tokens of the pool pass, and nothing else', async () => {
    expect((await call('/things/1', withToken(tokens.AccessToken))).status).toBe(201);
    expect((await call('/things/1', withToken(tokens.IdToken))).status).toBe(201);
    expect((await call('/things/1', withToken(`${tokens.IdToken}x`))).status).toBe(401);
    const anonymous = await call('/things/1');
    expect(anonymous.status).toBe(401);
    expect(await anonymous.json()).toEqual({ message: 'Unauthorized' });
  });

  it('is not asked where the template says NONE', async () => {
    expect((await call('/open')).status).toBe(201);
  });
});

describe('a request', () => {
  it('reaches the function as an event of payload format 2.0', async () => {
    const response = await call('/things/a%20b/deep/er?x=1&x=2&empty=', {
      ...withToken(tokens.AccessToken),
      method: 'POST',
      headers: {
        authorization: `Bearer ${tokens.AccessToken}`,
        'content-type': 'application/json',
        cookie: 'one=1; two=2',
      },
      body: '{"ü":1}',
    });
    expect(response.headers.get('x-table')).toBe('Things');
    expect(await response.json()).toMatchObject({
      version: '2.0',
      routeKey: 'ANY /things/{id}/{rest+}',
      rawPath: '/things/a%20b/deep/er',
      rawQueryString: 'x=1&x=2&empty=',
      queryStringParameters: { x: '1,2', empty: '' },
      pathParameters: { id: 'a b', rest: 'deep/er' },
      cookies: ['one=1', 'two=2'],
      body: '{"ü":1}',
      isBase64Encoded: false,
      requestContext: {
        http: { method: 'POST', path: '/things/a%20b/deep/er' },
        authorizer: {
          jwt: { claims: { 'cognito:groups': '[admins readers]', token_use: 'access' }, scopes: null },
        },
      },
    });
  });

  it('with bytes reaches it in base 64', async () => {
    const body = new Uint8Array([0, 255, 1]);
    const response = await call('/things', {
      method: 'POST',
      headers: { authorization: `Bearer ${tokens.AccessToken}`, 'content-type': 'application/octet-stream' },
      body,
    });
    expect(await response.json()).toMatchObject({ body: 'AP8B', isBase64Encoded: true });
  });

  it('without a route is answered 404', async () => {
    const response = await call('/nothing', withToken(tokens.AccessToken));
    expect([response.status, await response.json()]).toEqual([404, { message: 'Not Found' }]);
  });
});

it('answers preflights of the template’s origins and of the portal', async () => {
  const preflight = async (origin: string) => {
    const headers = { origin, 'access-control-request-method': 'GET' };
    return (await call('/things/1', { method: 'OPTIONS', headers })).headers.get(
      'access-control-allow-origin',
    );
  };
  expect(await preflight(PORTAL_ORIGIN)).toBe(PORTAL_ORIGIN);
  expect(await preflight('https://portal.example')).toBe('https://portal.example');
  expect(await preflight('https://elsewhere.example')).toBeNull();
});
