import { createServer } from 'node:net';

const HOST = '127.0.0.1';

/**
 * A port that is free on 127.0.0.1 at this moment: the wanted one, or any when `wanted` is 0.
 * @throws Error that names the variable to set when the wanted port is taken.
 */
export function claimPort(variable: 'PORT' | 'LAKEPORT_AWS_PORT', wanted: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      const reason = error.code === 'EADDRINUSE' ? 'is taken' : `cannot be used (${error.code})`;
      reject(
        new Error(
          `Port ${wanted} ${reason}. Set ${variable} to another one: ${variable}=${wanted + 1} npm start`,
        ),
      );
    });
    probe.listen({ host: HOST, port: wanted, exclusive: true }, () => {
      const address = probe.address();
      const port = address !== null && typeof address === 'object' ? address.port : wanted;
      probe.close(() => resolve(port));
    });
  });
}
