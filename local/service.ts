/** One AWS service of the laptop. All of them share one port; the gateway asks each in turn. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

export interface LocalService {
  readonly name: string;
  /** Whether the request is meant for this service. */
  matches(request: IncomingMessage): boolean;
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Takes a WebSocket handshake; a service without it has no WebSocket. */
  upgrade?(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Ends what is open and writes what is not written yet. */
  stop(): Promise<void>;
}
