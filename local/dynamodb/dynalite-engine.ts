/** Dynalite without its port: requests are handed to it in memory, so nobody reaches it past the signature check. */
import dynalite from 'dynalite';
import {
  IncomingMessage,
  ServerResponse,
  type IncomingHttpHeaders,
  type OutgoingHttpHeaders,
} from 'node:http';
import { Socket } from 'node:net';

export interface DynaliteAnswer {
  status: number;
  headers: OutgoingHttpHeaders;
  text: string;
}

export interface DynaliteEngine {
  answer(headers: IncomingHttpHeaders, body: Buffer): Promise<DynaliteAnswer>;
  close(): Promise<void>;
}

export function openDynalite(path: string): DynaliteEngine {
  const server = dynalite({ path, createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  return {
    answer: (headers, body) =>
      new Promise((resolve) => {
        const request = replayRequest(headers, body);
        server.emit('request', request, new CapturedResponse(request, resolve));
      }),
    // Dynalite closes its store only as the last step of closing a listening server.
    close: () =>
      new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(0, '127.0.0.1', () => {
          server.close((error) => (error ? reject(error) : resolve()));
        });
      }),
  };
}

function replayRequest(headers: IncomingHttpHeaders, body: Buffer): IncomingMessage {
  const request = new IncomingMessage(new Socket());
  request.method = 'POST';
  request.url = '/';
  request.headers = headers;
  request.push(body);
  request.push(null);
  // An incomplete message would take its end for a lost connection.
  request.complete = true;
  return request;
}

class CapturedResponse extends ServerResponse {
  readonly #done: (answer: DynaliteAnswer) => void;

  constructor(request: IncomingMessage, done: (answer: DynaliteAnswer) => void) {
    super(request);
    this.#done = done;
  }

  override end(body?: unknown): this {
    const text = typeof body === 'string' ? body : '';
    this.#done({ status: this.statusCode, headers: this.getHeaders(), text });
    return this;
  }
}
