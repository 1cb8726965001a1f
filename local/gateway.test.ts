import { connect } from 'node:net';
import { once } from 'node:events';
import { WebSocket, WebSocketServer } from 'ws';
import { describe, expect, it } from 'vitest';
import { startGateway } from './gateway';
import type { LocalService } from './service';

function echo(name: string, prefix: string): LocalService {
  return {
    name,
    matches: ({ url }) => url?.startsWith(prefix) === true,
    handle: async (_request, response) => void response.end(name),
    stop: async () => undefined,
  };
}

describe('the gateway', () => {
  it('asks the services in their order and says when none takes a request', async () => {
    const gateway = await startGateway({ port: 0, services: [echo('first', '/a'), echo('second', '/')] });
    expect(gateway.address).toBe(`http://127.0.0.1:${gateway.port}`);
    expect(await (await fetch(`${gateway.address}/a`)).text()).toBe('first');
    expect(await (await fetch(`${gateway.address}/b`)).text()).toBe('second');
    await gateway.stop();
    const narrow = await startGateway({ port: 0, services: [echo('first', '/a')] });
    const unknown = await fetch(`${narrow.address}/b?x`);
    expect(unknown.status).toBe(404);
    expect(await unknown.json()).toMatchObject({ code: 'unknown-request', services: ['first'] });
    await narrow.stop();
  });

  it('names the variable to set when the port is taken', async () => {
    const gateway = await startGateway({ port: 0, services: [] });
    await expect(startGateway({ port: gateway.port, services: [] })).rejects.toThrow('LAKEPORT_AWS_PORT');
    await gateway.stop();
  });

  it('answers 500 for a failing service, tells of the cause, and goes on', async () => {
    const failures: unknown[] = [];
    const broken: LocalService = { ...echo('broken', '/'), handle: () => Promise.reject(new Error('bug')) };
    const gateway = await startGateway({
      port: 0,
      services: [broken],
      onFailure: (name, error) => failures.push([name, error]),
    });
    expect((await fetch(gateway.address)).status).toBe(500);
    expect((await fetch(gateway.address)).status).toBe(500);
    expect(failures).toEqual([
      ['broken', new Error('bug')],
      ['broken', new Error('bug')],
    ]);
    await gateway.stop();
  });

  it('hands WebSockets to the service they are meant for, and ends them when it stops', async () => {
    const sockets = new WebSocketServer({ noServer: true });
    const service: LocalService = {
      ...echo('sockets', '/ws'),
      upgrade: (request, socket, head) =>
        sockets.handleUpgrade(request, socket, head, (webSocket) => webSocket.send('hello')),
    };
    const gateway = await startGateway({ port: 0, services: [echo('other', '/a'), service] });
    const client = new WebSocket(`ws://127.0.0.1:${gateway.port}/ws`);
    const [message] = await once(client, 'message');
    expect(String(message)).toBe('hello');
    const refused = new WebSocket(`ws://127.0.0.1:${gateway.port}/a`);
    const [error] = await once(refused, 'error');
    expect(String(error)).toContain('404');
    const closed = once(client, 'close');
    await gateway.stop();
    await closed;
  });

  it('lets a request end that is under way when it stops, and cuts off one that does not end', async () => {
    const slow: LocalService = {
      ...echo('slow', '/'),
      handle: async (_request, response) => void setTimeout(() => response.end('done'), 300),
    };
    const gateway = await startGateway({ port: 0, services: [slow] });
    const underWay = fetch(gateway.address).then((response) => response.text());
    const stuck = connect(gateway.port, '127.0.0.1');
    stuck.on('error', () => undefined);
    stuck.write('GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n');
    await new Promise((resolve) => setTimeout(resolve, 100));
    const cut = once(stuck, 'close');
    await gateway.stop();
    expect(await underWay).toBe('done');
    await cut;
  });
});
