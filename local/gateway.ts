/**
 * The one door of the laptop's AWS: an HTTP server on 127.0.0.1 that hands each request to the first service that
 * says it is meant for it, WebSocket handshakes likewise. It does not stop the services; whoever started them does.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { LocalService } from './service';

export interface GatewayOptions {
  /** 0 takes any free port. */
  port: number;
  /** In the order in which they are asked; the first that matches answers. */
  services: readonly LocalService[];
  /** Hears of failures inside a service, which are ours; standard error when left out. */
  onFailure?: (serviceName: string, error: unknown) => void;
  /** Stands between the gateway and the services; `handle` lets the service answer. */
  intercept?: Intercept;
}

type Intercept = (
  serviceName: string,
  request: IncomingMessage,
  response: ServerResponse,
  handle: () => Promise<void>,
) => Promise<void>;

export interface Gateway {
  port: number;
  /** `http://127.0.0.1:<port>`: with the host as a number the S3 client addresses buckets in the path by itself. */
  address: string;
  /** Takes no new requests, lets those in flight end for at most two seconds, then ends every socket. */
  stop(): Promise<void>;
}

const HOST = '127.0.0.1';
const DRAIN_MS = 1_500;

/** @throws Error naming LAKEPORT_AWS_PORT when the port is taken. */
export async function startGateway({
  port,
  services,
  onFailure = printFailure,
  intercept = (_serviceName, _request, _response, handle) => handle(),
}: GatewayOptions): Promise<Gateway> {
  const server = createServer((request, response) => {
    void dispatch({ services, onFailure, intercept }, request, response);
  });
  // An upload may take longer than Node's five minutes; the clients keep idle connections longer than its 5 seconds.
  server.requestTimeout = 0;
  server.keepAliveTimeout = 75_000;
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.on('upgrade', (request, socket, head) => handOver(services, request, socket, head));
  const actualPort = await listen(server, port);
  return { port: actualPort, address: `http://${HOST}:${actualPort}`, stop: () => close(server, sockets) };
}

async function dispatch(
  { services, onFailure, intercept }: Required<Omit<GatewayOptions, 'port'>>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const service = services.find((candidate) => candidate.matches(request));
  if (!service) {
    request.resume();
    return answerJson(response, 404, {
      code: 'unknown-request',
      message: `No service of the laptop's AWS takes ${request.method} ${request.url}.`,
      services: services.map(({ name }) => name),
    });
  }
  try {
    await intercept(service.name, request, response, () => service.handle(request, response));
  } catch (error) {
    // A client that goes away while it sends its request is no failure of ours.
    if (request.destroyed && !request.complete) return;
    onFailure(service.name, error);
    if (response.headersSent) return void response.destroy();
    request.resume();
    answerJson(response, 500, { code: 'InternalFailure', message: `${service.name} failed; see the log.` });
  }
}

function handOver(
  services: readonly LocalService[],
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): void {
  // A peer that goes away in the middle of a handshake must not end the process.
  socket.on('error', () => socket.destroy());
  const service = services.find((candidate) => candidate.upgrade && candidate.matches(request));
  if (service?.upgrade) return service.upgrade(request, socket, head);
  socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
}

function answerJson(response: ServerResponse, status: number, body: object): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? portTaken(port, error) : error);
    });
    server.listen(port, HOST, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}

function portTaken(port: number, cause: Error): Error {
  return new Error(
    `Port ${port} of ${HOST} is taken by another program. Set LAKEPORT_AWS_PORT to a free port and start again.`,
    { cause },
  );
}

function close(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  return new Promise((resolve) => {
    // Upgraded sockets no longer belong to the server, so they are ended by hand.
    const deadline = setTimeout(() => sockets.forEach((socket) => socket.destroy()), DRAIN_MS);
    server.close(() => {
      clearTimeout(deadline);
      resolve();
    });
    server.closeIdleConnections();
  });
}

function printFailure(serviceName: string, error: unknown): void {
  console.error(`The laptop's ${serviceName} failed:`, error);
}
