import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { JsonObject } from '../assembly/json-value';
import type { RouteMatch } from './route-table';

export interface DescribedRequest {
  request: IncomingMessage;
  /** Without the prefix under which the API is served, and without the query. */
  rawPath: string;
  rawQuery: string;
  match: RouteMatch;
  apiId: string;
  accountId: string;
}

/** The event of API Gateway's payload format 2.0 for the function behind the route. */
export function proxyEvent(
  described: DescribedRequest,
  body: Buffer,
  /** What the route's authorizer handed on; null where there was none to ask. */
  authorized: JsonObject | null,
): JsonObject {
  const event: JsonObject = { ...requestEvent(described), isBase64Encoded: false };
  const requestContext = contextOf(described);
  event['requestContext'] = authorized
    ? { ...requestContext, authorizer: { lambda: authorized } }
    : requestContext;
  if (body.length > 0) {
    const isText = isTextType(described.request.headers['content-type']);
    event['body'] = body.toString(isText ? 'utf8' : 'base64');
    event['isBase64Encoded'] = !isText;
  }
  return event;
}

/** The event of the same format for the function that says whether the request may pass. */
export function authorizerEvent(described: DescribedRequest): JsonObject {
  return {
    ...requestEvent(described),
    type: 'REQUEST',
    identitySource: null,
    requestContext: contextOf(described),
  };
}

function requestEvent({ request, rawPath, rawQuery, match }: DescribedRequest): JsonObject {
  const { cookie, ...headers } = request.headers;
  const event: JsonObject = {
    version: '2.0',
    routeKey: match.route.key,
    rawPath,
    rawQueryString: rawQuery,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
  };
  if (cookie) event['cookies'] = cookie.split(/;\s*/);
  const query = joinRepeated(new URLSearchParams(rawQuery));
  if (Object.keys(query).length > 0) event['queryStringParameters'] = query;
  if (Object.keys(match.pathParameters).length > 0) event['pathParameters'] = match.pathParameters;
  return event;
}

function contextOf({ request, rawPath, match, apiId, accountId }: DescribedRequest): JsonObject {
  const now = new Date();
  return {
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
