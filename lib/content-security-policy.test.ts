import { describe, expect, it } from 'vitest';
import { contentSecurityPolicy } from './content-security-policy';
import type { Outputs } from './outputs';

const cloud: Outputs = {
  auth: { aws_region: 'eu-central-1', user_pool_id: 'p', user_pool_client_id: 'c' },
  data: { url: 'https://abc.appsync-api.eu-central-1.amazonaws.com/graphql', aws_region: 'eu-central-1' },
  storage: { aws_region: 'eu-central-1', bucket_name: 'lake-1' },
};

function sources(policy: string, directive: string): string[] {
  const found = policy.split('; ').find((part) => part.startsWith(`${directive} `));
  return found?.split(' ').slice(1) ?? [];
}

describe('contentSecurityPolicy', () => {
  it('connects to the services of the backend and to nothing else', () => {
    expect(sources(contentSecurityPolicy('n', cloud, false), 'connect-src')).toEqual([
      "'self'",
      'https://cognito-idp.eu-central-1.amazonaws.com',
      'https://abc.appsync-api.eu-central-1.amazonaws.com',
      'wss://abc.appsync-realtime-api.eu-central-1.amazonaws.com',
      'https://lake-1.s3.eu-central-1.amazonaws.com',
      'https://lake-1.s3.amazonaws.com',
    ]);
  });

  it('connects on a laptop to its one port, under both of its names', () => {
    const local = { userPoolEndpoint: 'http://127.0.0.1:4566', jwksUrl: 'http://127.0.0.1:4566/keys' };
    expect(
      sources(contentSecurityPolicy('n', { ...cloud, custom: { local } }, false), 'connect-src'),
    ).toEqual([
      "'self'",
      'http://localhost:4566',
      'http://127.0.0.1:4566',
      'ws://localhost:4566',
      'ws://127.0.0.1:4566',
    ]);
  });

  it('runs scripts of this response only; eval is for development', () => {
    expect(sources(contentSecurityPolicy('n1', cloud, false), 'script-src')).toEqual([
      "'self'",
      "'nonce-n1'",
      "'strict-dynamic'",
    ]);
    expect(sources(contentSecurityPolicy('n1', cloud, true), 'script-src')).toContain("'unsafe-eval'");
  });
});
