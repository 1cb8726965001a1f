import { createServer, type AddressInfo, type Server } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { claimPort } from './claim-port';

const servers: Server[] = [];
afterEach(() => servers.splice(0).forEach((server) => server.close()));

async function occupy(): Promise<number> {
  const server = createServer();
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

test('a taken port is refused with the name of the variable to set', async () => {
  const taken = await occupy();
  await expect(claimPort('LAKEPORT_AWS_PORT', taken)).rejects.toThrow(
    `Port ${taken} is taken. Set LAKEPORT_AWS_PORT to another one`,
  );
});

test('zero gives a port that can be listened on', async () => {
  const port = await claimPort('PORT', 0);
  expect(port).toBeGreaterThan(0);
  expect(await claimPort('PORT', port)).toBe(port);
});
