import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import type { JsonObject } from '../assembly/json-value';
import type { Assembly } from '../assembly/read-assembly';
import { BodyTooLargeError, readBody } from '../request-body';
import type { LocalService } from '../service';
import { authorizerEvent, proxyEvent } from './proxy-event';
import { matchRoute, readHttpApi, type CorsSettings, type HttpApiDefinition } from './route-table';

/** Where the API's routes begin. */
export const HTTP_API_PATH = '/_api';
const BODY_BYTES_MAX = 10 * 1024 * 1024;

export interface HttpApiOptions {
  assembly: Assembly;
  accountId: string;
  /** Allowed beside the origins of the template. */
  portalOrigins: readonly string[];
  /** Calls a function; `payload` and the answer are JSON text. */
  invoke(functionArn: string, payload: string): Promise<{ payload: string; failed: boolean }>;
}

/** What a function answers that is asked as an authorizer with simple responses. */
const simpleResponseSchema = z.object({
  isAuthorized: z.boolean(),
  context: z.record(z.string(), z.json()).default({}),
});

const structuredSchema = z.object({
  statusCode: z.number().int(),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
  cookies: z.array(z.string()).default([]),
  body: z.string().default(''),
  isBase64Encoded: z.boolean().default(false),
});

/** The backend's HTTP API as API Gateway would serve it under its default stage; null when the backend has none. */
export function createHttpApiService(options: HttpApiOptions): LocalService | null {
  const definition = readHttpApi(options.assembly);
  if (!definition) return null;
  const cors = definition.cors && {
    ...definition.cors,
    allowOrigins: [...definition.cors.allowOrigins, ...options.portalOrigins],
  };
  return {
    name: 'http-api',
    matches: ({ url }) => (url ?? '').startsWith(`${HTTP_API_PATH}/`),
    handle: async (request, response) => {
      if (cors && applyCors(request, response, cors)) return;
      await answerRequest(definition, options, request, response);
    },
    stop: () => Promise.resolve(),
  };
}

async function answerRequest(
  { routes, apiId }: HttpApiDefinition,
  { accountId, invoke }: HttpApiOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const [path = '', ...query] = (request.url ?? '').slice(HTTP_API_PATH.length).split('?');
  const match = matchRoute(routes, request.method ?? 'GET', path);
  if (!match) return refuse(request, response, 404, 'Not Found');
  const described = { request, rawPath: path, rawQuery: query.join('?'), match, apiId, accountId };
  const { authorizerArn } = match.route;
  const answer =
    authorizerArn === null ? null : await askAuthorizer(invoke, authorizerArn, authorizerEvent(described));
  if (answer === 'failed') return refuse(request, response, 500, 'Internal Server Error');
  if (answer === 'refused') return refuse(request, response, 403, 'Forbidden');
  let body: Buffer;
  try {
    body = await readBody(request, BODY_BYTES_MAX);
  } catch (error) {
    if (error instanceof BodyTooLargeError) return refuse(request, response, 413, 'Request Entity Too Large');
    throw error;
  }
  const event = proxyEvent(described, body, answer);
  const { payload, failed } = await invoke(match.route.functionArn, JSON.stringify(event));
  if (failed) return refuse(request, response, 500, 'Internal Server Error');
  answerResult(response, JSON.parse(payload));
}

/** What the authorizer hands on of a request that may pass. */
async function askAuthorizer(
  invoke: HttpApiOptions['invoke'],
  functionArn: string,
  event: JsonObject,
): Promise<JsonObject | 'refused' | 'failed'> {
  const { payload, failed } = await invoke(functionArn, JSON.stringify(event));
  const answer = failed ? null : simpleResponseSchema.safeParse(JSON.parse(payload)).data;
  if (!answer) return 'failed';
  return answer.isAuthorized ? answer.context : 'refused';
}

/** A result without a status is the body itself, as in payload format 2.0. */
function answerResult(response: ServerResponse, result: unknown): void {
  const hasStatus = z.object({ statusCode: z.unknown() }).safeParse(result).success;
  if (!hasStatus) {
    const text = typeof result === 'string' ? result : JSON.stringify(result);
    response.writeHead(200, { 'content-type': 'application/json' }).end(text);
    return;
  }
  const parsed = structuredSchema.safeParse(result);
  if (!parsed.success) {
    response
      .writeHead(500, { 'content-type': 'application/json' })
      .end('{"message":"Internal Server Error"}');
    return;
  }
  const { statusCode, headers, cookies, body, isBase64Encoded } = parsed.data;
  for (const [name, value] of Object.entries(headers)) {
    if (!response.hasHeader(name)) response.setHeader(name, String(value));
  }
  if (cookies.length > 0) response.setHeader('set-cookie', cookies);
  if (!response.hasHeader('content-type')) response.setHeader('content-type', 'text/plain;charset=utf-8');
  response.writeHead(statusCode).end(isBase64Encoded ? Buffer.from(body, 'base64') : body);
}

function refuse(request: IncomingMessage, response: ServerResponse, status: number, message: string): void {
  request.resume();
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ message }));
}

/** API Gateway answers preflights itself, and its headers replace those of a function. */
function applyCors(request: IncomingMessage, response: ServerResponse, cors: CorsSettings): boolean {
  const { origin } = request.headers;
  const isAllowed =
    origin !== undefined && (cors.allowOrigins.includes('*') || cors.allowOrigins.includes(origin));
  if (isAllowed) {
    response.setHeader('access-control-allow-origin', cors.allowOrigins.includes('*') ? '*' : origin);
    response.setHeader('vary', 'origin');
    if (cors.exposeHeaders.length > 0)
      response.setHeader('access-control-expose-headers', cors.exposeHeaders.join(','));
  }
  const isPreflight =
    request.method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined;
  if (!isPreflight) return false;
  if (isAllowed) {
    response.setHeader('access-control-allow-methods', cors.allowMethods.join(','));
    response.setHeader('access-control-allow-headers', cors.allowHeaders.join(','));
    if (cors.maxAgeSeconds !== null) response.setHeader('access-control-max-age', String(cors.maxAgeSeconds));
  }
  response.writeHead(204).end();
  return true;
}
