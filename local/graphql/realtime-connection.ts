import type { RawData, WebSocket } from 'ws';
import { z } from 'zod';
import { identifyUser, UnauthorizedError } from './caller';
import type { TokenCheck } from '../cognito/token-check';
import { ApiFailure, operationSchema } from './run-operation';
import type { Subscriptions } from './subscriptions';
import type { JsonObject } from '../assembly/json-value';

const KEEP_ALIVE_MS = 60_000;
/** Told to clients: without a sign of life for this long they connect anew. */
const CONNECTION_TIMEOUT_MS = 300_000;

const messageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('connection_init') }),
  z.object({
    type: z.literal('start'),
    id: z.string(),
    payload: z.object({
      /** The operation as JSON text. */
      data: z.string(),
      extensions: z.object({ authorization: z.object({ Authorization: z.string() }) }),
    }),
  }),
  z.object({ type: z.literal('stop'), id: z.string() }),
]);

type StartMessage = Extract<z.infer<typeof messageSchema>, { type: 'start' }>;

/** Speaks AppSync's real-time protocol on one WebSocket until it closes. Every `start` is authorized anew. */
export function serveRealtime(socket: WebSocket, subscriptions: Subscriptions, tokenCheck: TokenCheck): void {
  const stops = new Map<string, () => void>();
  const send = (message: JsonObject) => socket.send(JSON.stringify(message));
  const keepAlive = setInterval(() => send({ type: 'ka' }), KEEP_ALIVE_MS);

  const start = ({ id, payload }: StartMessage) => {
    const caller = identifyUser(payload.extensions.authorization.Authorization, tokenCheck);
    const operation = operationSchema.parse(JSON.parse(payload.data));
    stops.get(id)?.();
    stops.set(
      id,
      subscriptions.start(operation, caller, (data) => send({ id, type: 'data', payload: data })),
    );
    send({ id, type: 'start_ack' });
  };
  const take = (raw: RawData) => {
    let id: string | undefined;
    try {
      const parsed: unknown = JSON.parse(raw.toString());
      id = z.object({ id: z.string() }).safeParse(parsed).data?.id;
      const message = messageSchema.parse(parsed);
      if (message.type === 'connection_init') {
        send({ type: 'connection_ack', payload: { connectionTimeoutMs: CONNECTION_TIMEOUT_MS } });
        send({ type: 'ka' });
      } else if (message.type === 'start') {
        start(message);
      } else {
        stops.get(message.id)?.();
        stops.delete(message.id);
        send({ id: message.id, type: 'complete' });
      }
    } catch (error) {
      send({ ...(id === undefined ? {} : { id }), type: 'error', payload: { errors: [describe(error)] } });
    }
  };
  socket.on('message', take);
  socket.on('error', () => socket.terminate());
  socket.once('close', () => {
    clearInterval(keepAlive);
    for (const stop of stops.values()) stop();
  });
}

function describe(error: unknown): JsonObject {
  if (error instanceof UnauthorizedError) {
    return { errorType: 'UnauthorizedException', errorCode: 401, message: error.message };
  }
  if (error instanceof ApiFailure) return { errorType: error.errorType, message: error.message };
  if (error instanceof z.ZodError || error instanceof SyntaxError) {
    return {
      errorType: 'BadRequestException',
      errorCode: 400,
      message: 'The message is not one of the protocol.',
    };
  }
  throw error;
}
