import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { BATCH_CLIENT_SETTINGS } from '../../lib/aws/record-table';
import { TEST_CREDENTIALS } from '../../local/start-test-stack';
import { fromEndpointSchema, type FromEndpoint, type ToEndpoint } from './endpoint-messages';

export interface Endpoint {
  /** Tries each request once. */
  client: DynamoDBClient;
  /** What the endpoint took and refused so far; with a capacity, which holds from now on. */
  ask(message: ToEndpoint): Promise<FromEndpoint>;
  stop(): Promise<void>;
}

/** @throws Error when the process ends before it listens */
export async function startEndpoint(...args: string[]): Promise<Endpoint> {
  const child = fork(path.join(import.meta.dirname, 'endpoint-process.ts'), args);
  const exited = once(child, 'exit');
  const answer = async (): Promise<FromEndpoint> => {
    const message = once(child, 'message').then(([told]) => fromEndpointSchema.parse(told));
    const end = exited.then(([code]) => {
      throw new Error(`The endpoint has ended with ${code}.`);
    });
    return Promise.race([message, end]);
  };
  const { address } = await answer();
  const client = new DynamoDBClient({
    ...BATCH_CLIENT_SETTINGS,
    endpoint: address,
    region: 'eu-central-1',
    credentials: TEST_CREDENTIALS,
  });
  return {
    client,
    async ask(message) {
      const answered = answer();
      child.send(message);
      return answered;
    },
    async stop() {
      client.destroy();
      child.disconnect();
      await exited;
    },
  };
}
