import type { Outputs } from './outputs';

/** Where the browser may connect: the user pool, the GraphQL API and its live channel, the bucket. */
function connectSources(outputs: Outputs | null): string[] {
  if (!outputs) return [];
  const local = outputs.custom?.local;
  if (local) {
    // The laptop's services share one port; presigned addresses name it by number, the others by name.
    const { port } = new URL(local.userPoolEndpoint);
    const hosts = [`localhost:${port}`, `127.0.0.1:${port}`];
    return [...hosts.map((host) => `http://${host}`), ...hosts.map((host) => `ws://${host}`)];
  }
  const { auth, data, storage } = outputs;
  const graphql = new URL(data.url).host;
  const buckets = storage
    ? [
        `https://${storage.bucket_name}.s3.${storage.aws_region}.amazonaws.com`,
        `https://${storage.bucket_name}.s3.amazonaws.com`,
      ]
    : [];
  return [
    `https://cognito-idp.${auth.aws_region}.amazonaws.com`,
    `https://${graphql}`,
    `wss://${graphql.replace('appsync-api', 'appsync-realtime-api')}`,
    ...buckets,
  ];
}

/**
 * The portal's Content-Security-Policy. The tokens are in cookies that scripts can read, so only scripts of
 * this very response (`nonce`) and what they load may run. Inline styles are allowed: charts and
 * virtual rows place their parts with them, and a style can neither run nor send anything here.
 */
export function contentSecurityPolicy(nonce: string, outputs: Outputs | null, isDev: boolean): string {
  const directives: Record<string, string[]> = {
    'default-src': ["'self'"],
    // React's development build rebuilds server stacks with eval; production never needs it.
    'script-src': ["'self'", `'nonce-${nonce}'`, "'strict-dynamic'", ...(isDev ? ["'unsafe-eval'"] : [])],
    'style-src': ["'self'", "'unsafe-inline'"],
    'img-src': ["'self'", 'data:'],
    'font-src': ["'self'"],
    'connect-src': ["'self'", ...connectSources(outputs)],
    'object-src': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'self'"],
    'frame-ancestors': ["'none'"],
  };
  return Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources.join(' ')}`)
    .join('; ');
}
