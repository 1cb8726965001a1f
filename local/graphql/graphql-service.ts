import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { z } from 'zod';
import { parseProperties, type Assembly } from '../assembly/read-assembly';
import { allowPortal } from '../portal-cors';
import { readBody } from '../request-body';
import type { LocalService } from '../service';
import { readDirectiveRules } from './access-rule';
import { readApiSchema } from './api-schema';
import { identifyCaller, identifyUser, UnauthorizedError, type CallerOptions } from './caller';
import { readFieldResolvers } from './field-resolvers';
import { serveRealtime } from './realtime-connection';
import {
  ApiFailure,
  describeErrors,
  operationSchema,
  parseOperation,
  runOperation,
  type GraphQlApi,
} from './run-operation';
import { Subscriptions } from './subscriptions';

/** Where the API answers; aws-amplify appends `/realtime` to a custom address for its WebSocket. */
export const GRAPHQL_PATH = '/graphql';
const REALTIME_PATH = `${GRAPHQL_PATH}/realtime`;
/** AppSync's limit for a request. */
const BODY_BYTES_MAX = 1024 * 1024;

export interface GraphQlServiceOptions extends CallerOptions {
  assembly: Assembly;
  invoke: GraphQlApi['invoke'];
  /** Whose pages may call the API. */
  portalOrigins: readonly string[];
}

/** The backend's GraphQL API, as AppSync would serve it. @throws Error when a part of it is of an unknown shape. */
export function createGraphQlService(options: GraphQlServiceOptions): LocalService {
  const api = readApi(options);
  const subscriptions = new Subscriptions(api);
  const sockets = new WebSocketServer({
    noServer: true,
    handleProtocols: (protocols) => (protocols.has('graphql-ws') ? 'graphql-ws' : false),
  });
  return {
    name: 'graphql',
    matches: (request) => [GRAPHQL_PATH, REALTIME_PATH].includes(pathOf(request)),
    handle: async (request, response) => {
      if (allowPortal(request, response, options.portalOrigins)) return;
      try {
        await answerOperation(api, subscriptions, options, request, response);
      } catch (error) {
        answerRefusal(response, error);
      }
    },
    upgrade: (request, socket, head) => {
      if (!mayConnect(request, options)) return refuseUpgrade(socket);
      sockets.handleUpgrade(request, socket, head, (webSocket) =>
        serveRealtime(webSocket, subscriptions, options.tokenCheck),
      );
    },
    stop: async () => {
      for (const client of sockets.clients) client.terminate();
      sockets.close();
    },
  };
}

function readApi({ assembly, accountId, invoke }: GraphQlServiceOptions): GraphQlApi {
  const [schemaResource, ...others] = assembly.ofType('AWS::AppSync::GraphQLSchema');
  if (!schemaResource || others.length > 0)
    throw new Error('The backend must have exactly one GraphQL schema.');
  const { DefinitionS3Location } = parseProperties(
    schemaResource,
    z.object({ DefinitionS3Location: z.string() }),
  );
  const apiSchema = readApiSchema(readFileSync(assembly.assetPath(DefinitionS3Location), 'utf8'));
  return {
    apiSchema,
    directiveRules: readDirectiveRules(apiSchema.document),
    resolvers: readFieldResolvers(assembly),
    accountId,
    invoke,
  };
}

async function answerOperation(
  api: GraphQlApi,
  subscriptions: Subscriptions,
  options: GraphQlServiceOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(request, BODY_BYTES_MAX);
  const caller = identifyCaller(request, body, options);
  const operation = operationSchema.parse(JSON.parse(body.toString('utf8')));
  const parsed = parseOperation(api, operation);
  if (parsed.operation.operation === 'subscription') {
    throw new ApiFailure('BadRequestException', 'Subscriptions are started over the WebSocket.');
  }
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
  );
  const result = await runOperation(api, parsed, operation, { caller, headers });
  if (parsed.operation.operation === 'mutation') await subscriptions.publish(parsed, result);
  answer(response, 200, {
    data: result.data ?? null,
    ...(result.errors ? { errors: describeErrors(result.errors) } : {}),
  });
}

function answerRefusal(response: ServerResponse, error: unknown): void {
  if (error instanceof UnauthorizedError) {
    return answer(response, 401, {
      errors: [{ errorType: 'UnauthorizedException', message: error.message }],
    });
  }
  if (error instanceof ApiFailure) {
    return answer(response, 200, {
      data: null,
      errors: [{ path: null, locations: null, errorType: error.errorType, message: error.message }],
    });
  }
  if (error instanceof SyntaxError || error instanceof z.ZodError) {
    return answer(response, 400, {
      errors: [{ errorType: 'MalformedHttpRequestException', message: 'Unable to parse GraphQL query.' }],
    });
  }
  throw error;
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

/** The token comes in the query or in a subprotocol, since browsers send no headers with a handshake. */
function mayConnect(request: IncomingMessage, { tokenCheck }: CallerOptions): boolean {
  if (pathOf(request) !== REALTIME_PATH) return false;
  const protocols = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
  const fromProtocol = protocols.find((name) => name.startsWith('header-'))?.slice('header-'.length);
  const encoded =
    fromProtocol ?? new URL(request.url ?? '/', 'http://localhost').searchParams.get('header') ?? '';
  try {
    const header: unknown = JSON.parse(Buffer.from(encoded, 'base64').toString('utf8'));
    const { Authorization } = z.object({ Authorization: z.string() }).parse(header);
    identifyUser(Authorization, tokenCheck);
    return true;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError || error instanceof UnauthorizedError)
      return false;
    throw error;
  }
}

function refuseUpgrade(socket: Duplex): void {
  socket.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? '/').split('?')[0] ?? '/';
}
