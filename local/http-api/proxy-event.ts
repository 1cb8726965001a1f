import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { JsonObject, JsonValue } from '../assembly/json-value';
import type { TokenClaims } from '../cognito/token-check';
import type { RouteMatch } from './route-table';

export interface ProxyRequest {
  request: IncomingMessage;
  body: Buffer;
  /** Without the prefix under which the API is served, and without the query. */
  rawPath: string;
  rawQuery: string;
  match: RouteMatch;
  claims: TokenClaims | null;
  apiId: string;
  accountId: string;
}

/** The event of API Gateway's payload format 2.0. */
export function proxyEvent(proxied: ProxyRequest): JsonObject {
  const { request, body, rawPath, rawQuery, match, claims, apiId, accountId } = proxied;
  const { cookie, ...headers } = request.headers;
  const now = new Date();
  const requestContext: JsonObject = {
    accountId,
    apiId,
    domainName: request.headers.host ?? 'localhost',
    domainPrefix: apiId,
    http: {
      method: request.method ?? 'GET',
      path: rawPath,
      protocol: `HTTP/${request.httpVersion}`,
      sourceIp: '127.0.0.1',
      userAgent: request.headers['user-agent'] ?? '',
    },
    requestId: randomUUID(),
    routeKey: match.route.key,
    stage: '$default',
    time: now.toUTCString(),
    timeEpoch: now.getTime(),
  };
  if (claims) requestContext['authorizer'] = { jwt: { claims: claimTexts(claims.all), scopes: null } };
  const event: JsonObject = {
    version: '2.0',
    routeKey: match.route.key,
    rawPath,
    rawQueryString: rawQuery,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
    requestContext,
    isBase64Encoded: false,
  };
  if (cookie) event['cookies'] = cookie.split(/;\s*/);
  const query = joinRepeated(new URLSearchParams(rawQuery));
  if (Object.keys(query).length > 0) event['queryStringParameters'] = query;
  if (Object.keys(match.pathParameters).length > 0) event['pathParameters'] = match.pathParameters;
  if (body.length > 0) {
    const isText = isTextType(request.headers['content-type']);
    event['body'] = body.toString(isText ? 'utf8' : 'base64');
    event['isBase64Encoded'] = !isText;
  }
  return event;
}

/** Claims reach a function as text; lists are written `[a b]`. */
function claimTexts(claims: JsonObject): JsonObject {
  const asText = (value: JsonValue) => (Array.isArray(value) ? `[${value.join(' ')}]` : String(value));
  return Object.fromEntries(Object.entries(claims).map(([name, value]) => [name, asText(value)]));
}

/** A parameter that comes several times is one text with commas. */
function joinRepeated(parameters: URLSearchParams): Record<string, string> {
  const joined: Record<string, string> = {};
  for (const [name, value] of parameters) joined[name] = name in joined ? `${joined[name]},${value}` : value;
  return joined;
}

function isTextType(contentType: string | undefined): boolean {
  return /^(?:text\/|application\/(?:.+\+)?(?:json|xml|javascript))/i.test(contentType ?? '');
}
