import { describe, expect, it } from 'vitest';
import { matchRoute, type Route } from './route-table';

function route(key: string): Route {
  const [method = '', path = ''] = key === '$default' ? ['ANY', '/{proxy+}'] : key.split(' ');
  return { key, method, segments: path.split('/').slice(1), functionArn: 'arn', authorizerArn: null };
}

const routes = [
  '$default',
  'GET /v1/{proxy+}',
  'ANY /v1/datasets/{slug}',
  'GET /v1/datasets/{slug}',
  'GET /v1/datasets/{slug}/records',
  'GET /v1/datasets/{slug}/records/{key+}',
].map(route);

describe('the route of a request', () => {
  it.each([
    ['GET', '/v1/datasets/iot/records', 'GET /v1/datasets/{slug}/records', { slug: 'iot' }],
    [
      'GET',
      '/v1/datasets/iot/records/a/b%2Fc',
      'GET /v1/datasets/{slug}/records/{key+}',
      { slug: 'iot', key: 'a/b/c' },
    ],
    ['GET', '/v1/datasets/iot', 'GET /v1/datasets/{slug}', { slug: 'iot' }],
    ['PUT', '/v1/datasets/iot', 'ANY /v1/datasets/{slug}', { slug: 'iot' }],
    ['GET', '/v1/imports/1', 'GET /v1/{proxy+}', { proxy: 'imports/1' }],
    ['POST', '/v1/imports', '$default', { proxy: 'v1/imports' }],
  ])('%s %s is the most specific one', (method, path, key, pathParameters) => {
    const match = matchRoute(routes, method, path);
    expect(match?.route.key).toBe(key);
    expect(match?.pathParameters).toEqual(pathParameters);
  });

  it('does not exist for an empty parameter', () => {
    expect(matchRoute([route('GET /things/{id}')], 'GET', '/things/')).toBeNull();
  });
});
