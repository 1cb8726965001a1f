import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PORTAL_ORIGIN, startTinyLaptop, type TinyLaptop } from '../testing/start-tiny-laptop';

let laptop: TinyLaptop;
beforeAll(async () => {
  laptop = await startTinyLaptop();
});

afterAll(() => laptop.remove());

function call(path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(`${laptop.aws.endpoints.api}${path}`, init);
}

const OPEN = { headers: { 'x-key': 'open' } };

describe('the authorizer', () => {
  it('lets pass whom its function lets pass, and nobody else', async () => {
    expect((await call('/things/1', OPEN)).status).toBe(201);
    const anonymous = await call('/things/1');
    expect([anonymous.status, await anonymous.json()]).toEqual([403, { message: 'Forbidden' }]);
    const failed = await call('/things/1', { headers: { 'x-key': 'fail' } });
    expect([failed.status, await failed.json()]).toEqual([500, { message: 'Internal Server Error' }]);
  });

  it('is not asked where the template says NONE', async () => {
    expect((await call('/open')).status).toBe(201);
  });
});

describe('a request', () => {
  it('reaches the function as an event of payload format 2.0', async () => {
    const response = await call('/things/a%20b/deep/er?x=1&x=2&empty=', {
      method: 'POST',
      headers: {
        ...OPEN.headers,
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
        authorizer: { lambda: { routeKey: 'ANY /things/{id}/{rest+}', list: ['a'] } },
      },
    });
  });

  it('with bytes reaches it in base 64', async () => {
    const body = new Uint8Array([0, 255, 1]);
    const response = await call('/things', {
      method: 'POST',
      headers: { ...OPEN.headers, 'content-type': 'application/octet-stream' },
      body,
    });
    expect(await response.json()).toMatchObject({ body: 'AP8B', isBase64Encoded: true });
  });

  it('without a route is answered 404', async () => {
    const response = await call('/nothing', OPEN);
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
