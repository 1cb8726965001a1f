/** A storage on a real port for tests, with the answers that S3 gives to parts: good ones, and each kind of failure. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How one part is answered: kept, refused with a status, cut off halfway, or taken and its answer lost. */
type PartFate = 'keep' | 'cut' | 'lose-answer' | number;

export class PartStorage {
  readonly parts = new Map<number, Buffer>();
  /** The numbers of the parts that were kept, in the order of their arrival. */
  readonly puts: number[] = [];
  fateOf: (number: number, request: IncomingMessage) => PartFate | Promise<PartFate> = () => 'keep';
  private readonly server: Server;

  constructor() {
    this.server = createServer((request, response) => {
      this.answer(request, response).catch(() => response.destroy());
    });
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  url(number: number, signature: string): string {
    return `http://127.0.0.1:${this.port}/part?partNumber=${number}&signature=${signature}`;
  }

  bytes(): Buffer {
    const ordered = [...this.parts].sort(([one], [other]) => one - other);
    return Buffer.concat(ordered.map(([, bytes]) => bytes));
  }

  private get port(): number {
    const address: AddressInfo | string | null = this.server.address();
    if (address === null || typeof address === 'string') throw new Error('The storage does not listen.');
    return address.port;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader('access-control-allow-methods', 'PUT');
    if (request.method === 'OPTIONS') {
      response.writeHead(204).end();
      return;
    }
    const number = Number(new URL(request.url ?? '', 'http://storage').searchParams.get('partNumber'));
    const fate = await this.fateOf(number, request);
    if (fate === 'cut') {
      request.socket.destroy();
      return;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    if (typeof fate === 'number') {
      response.writeHead(fate).end();
      return;
    }
    this.parts.set(number, Buffer.concat(chunks));
    this.puts.push(number);
    if (fate === 'lose-answer') request.socket.destroy();
    else response.writeHead(200).end();
  }
}
