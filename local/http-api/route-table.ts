import { z } from 'zod';
import { parseProperties, type Assembly } from '../assembly/read-assembly';

/** One route of the HTTP API. */
export interface Route {
  /** As in the template: `GET /v1/datasets/{slug}`. */
  key: string;
  method: string;
  segments: string[];
  functionArn: string;
  /** The function that says whether a request may pass; null where anything may. */
  authorizerArn: string | null;
}

export interface CorsSettings {
  allowOrigins: string[];
  allowMethods: string[];
  allowHeaders: string[];
  exposeHeaders: string[];
  maxAgeSeconds: number | null;
}

export interface HttpApiDefinition {
  apiId: string;
  routes: Route[];
  cors: CorsSettings | null;
}

export interface RouteMatch {
  route: Route;
  pathParameters: Record<string, string>;
}

const apiSchema = z.object({
  ProtocolType: z.literal('HTTP'),
  CorsConfiguration: z
    .object({
      AllowOrigins: z.array(z.string()).default([]),
      AllowMethods: z.array(z.string()).default([]),
      AllowHeaders: z.array(z.string()).default([]),
      ExposeHeaders: z.array(z.string()).default([]),
      MaxAge: z.number().optional(),
    })
    .optional(),
});
const routeSchema = z.object({
  RouteKey: z.string(),
  Target: z.string(),
  AuthorizationType: z.enum(['CUSTOM', 'NONE']),
  AuthorizerId: z.string().optional(),
});
const integrationSchema = z.object({
  IntegrationType: z.literal('AWS_PROXY'),
  IntegrationUri: z.string().startsWith('arn:aws:lambda:'),
  PayloadFormatVersion: z.literal('2.0'),
});
/** A function that is asked for every request: nothing is taken from a cache, no header is required of all. */
const authorizerSchema = z.object({
  AuthorizerType: z.literal('REQUEST'),
  AuthorizerPayloadFormatVersion: z.literal('2.0'),
  EnableSimpleResponses: z.literal(true),
  AuthorizerResultTtlInSeconds: z.literal(0),
  IdentitySource: z.tuple([]).optional(),
  AuthorizerUri: z.string(),
});

/**
 * The backend's HTTP API; null when it has none.
 *
 * @throws Error when a route is guarded in a way that is not known here.
 */
export function readHttpApi(assembly: Assembly): HttpApiDefinition | null {
  const [api, ...others] = assembly.ofType('AWS::ApiGatewayV2::Api');
  if (!api) return null;
  if (others.length > 0) throw new Error('A laptop serves one HTTP API; the backend has several.');
  const { CorsConfiguration: cors } = parseProperties(api, apiSchema);
  return {
    apiId: api.name,
    routes: readRoutes(assembly, readAuthorizers(assembly)),
    cors: cors
      ? {
          allowOrigins: cors.AllowOrigins,
          allowMethods: cors.AllowMethods,
          allowHeaders: cors.AllowHeaders,
          exposeHeaders: cors.ExposeHeaders,
          maxAgeSeconds: cors.MaxAge ?? null,
        }
      : null,
  };
}

/** ARNs of their functions by the authorizers' ids. */
function readAuthorizers(assembly: Assembly): Map<string, string> {
  return new Map(
    assembly.ofType('AWS::ApiGatewayV2::Authorizer').map((resource) => {
      const { AuthorizerUri } = parseProperties(resource, authorizerSchema);
      const [, functionArn] = /\/functions\/(arn:aws:lambda:[^/]+)\/invocations$/.exec(AuthorizerUri) ?? [];
      if (!functionArn) throw new Error(`${resource.path}: ${AuthorizerUri} names no function.`);
      return [resource.ref, functionArn];
    }),
  );
}

function readRoutes(assembly: Assembly, authorizers: ReadonlyMap<string, string>): Route[] {
  const functions = new Map(
    assembly
      .ofType('AWS::ApiGatewayV2::Integration')
      .map((resource) => [
        `integrations/${resource.ref}`,
        parseProperties(resource, integrationSchema).IntegrationUri,
      ]),
  );
  return assembly.ofType('AWS::ApiGatewayV2::Route').map((resource) => {
    const { RouteKey, Target, AuthorizationType, AuthorizerId } = parseProperties(resource, routeSchema);
    const functionArn = functions.get(Target);
    if (!functionArn) throw new Error(`${resource.path}: there is no integration ${Target}.`);
    const authorizerArn = authorizers.get(AuthorizerId ?? '') ?? null;
    if (AuthorizationType === 'CUSTOM' && !authorizerArn) {
      throw new Error(`${resource.path}: there is no authorizer ${AuthorizerId}.`);
    }
    const [method = '', path = '/'] = RouteKey === '$default' ? ['ANY', '/{proxy+}'] : RouteKey.split(' ');
    return { key: RouteKey, method, segments: splitPath(path), functionArn, authorizerArn };
  });
}

/** The most specific route for a request: a literal segment goes before `{name}`, that before `{name+}`, a method before ANY. */
export function matchRoute(routes: readonly Route[], method: string, path: string): RouteMatch | null {
  const segments = splitPath(path);
  const matches = routes.flatMap((route) => {
    if (route.method !== method && route.method !== 'ANY') return [];
    const pathParameters = matchSegments(route.segments, segments);
    return pathParameters ? [{ route, pathParameters, rank: rankOf(route) }] : [];
  });
  const [best] = matches.sort((a, b) => (a.rank < b.rank ? -1 : 1));
  return best ? { route: best.route, pathParameters: best.pathParameters } : null;
}

function splitPath(path: string): string[] {
  return path.split('/').slice(1);
}

function matchSegments(pattern: readonly string[], actual: readonly string[]): Record<string, string> | null {
  const parameters: Record<string, string> = {};
  for (const [index, expected] of pattern.entries()) {
    const [, name, greedy] = /^\{([^}+]+)(\+?)\}$/.exec(expected) ?? [];
    const found = actual[index];
    if (name && greedy) {
      const rest = actual.slice(index).join('/');
      if (!rest) return null;
      return { ...parameters, [name]: decode(rest) };
    }
    if (found === undefined || (!name && found !== expected) || (name && !found)) return null;
    if (name) parameters[name] = decode(found);
  }
  return actual.length === pattern.length ? parameters : null;
}

/** Sorts as the routes' precedence does. */
function rankOf({ segments, method, key }: Route): string {
  if (key === '$default') return '9';
  const kinds = segments.map((segment) =>
    /\+\}$/.test(segment) ? '2' : segment.startsWith('{') ? '1' : '0',
  );
  return `${kinds.join('')}${method === 'ANY' ? '1' : '0'}`;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
