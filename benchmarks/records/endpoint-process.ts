/**
 * The endpoint that is written to, in a process of its own as DynamoDB is. `dynamodb <dir>` is the laptop's DynamoDB;
 * `limited <writes a second> <burst> <ms>` takes what its capacity allows, keeps nothing, and answers after so many
 * milliseconds, give or take a half. Over IPC it tells its address, takes a new capacity, and says what it took and refused.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { answerAwsJsonError } from '../../local/aws-json';
import { createDynamoDb } from '../../local/dynamodb/dynamodb-service';
import { LimitedCapacity } from '../../local/dynamodb/limited-capacity';
import { startGateway } from '../../local/gateway';
import { readBody } from '../../local/request-body';
import type { LocalService } from '../../local/service';
import { TEST_CREDENTIAL_MAP } from '../../local/start-test-stack';
import { RECORDS_TABLE, toEndpointSchema, type FromEndpoint } from './endpoint-messages';

const BODY_BYTES_MAX = 16 * 1024 ** 2;
const EMPTY_ANSWER = { status: 200, headers: { 'content-type': 'application/x-amz-json-1.0' }, text: '{}' };

const [kind, ...args] = process.argv.slice(2);
const capacity = new LimitedCapacity({ writesPerSecond: Number(args[0]), burst: Number(args[1]) });
const service =
  kind === 'limited'
    ? limitedService(Number(args[2]))
    : await createDynamoDb({
        dir: args[0] ?? '',
        tables: [RECORDS_TABLE],
        credentials: TEST_CREDENTIAL_MAP,
      });
const gateway = await startGateway({ port: 0, services: [service] });

process.on('message', (message) => {
  const { writesPerSecond } = toEndpointSchema.parse(message);
  if (writesPerSecond !== undefined) capacity.writesPerSecond = writesPerSecond;
  tell({ address: gateway.address, taken: capacity.taken, refused: capacity.refused });
});
process.once('disconnect', () => void stop());
tell({ address: gateway.address, taken: 0, refused: 0 });

function tell(message: FromEndpoint): void {
  process.send?.(message);
}

async function stop(): Promise<void> {
  await gateway.stop();
  await service.stop();
  process.exit();
}

function limitedService(latencyMs: number): LocalService {
  return {
    name: 'limited',
    matches: () => true,
    stop: async () => undefined,
    handle: async (request, response) => {
      const body = await readBody(request, BODY_BYTES_MAX);
      await sleep(latencyMs * (0.5 + Math.random()));
      try {
        const { status, headers, text } = await capacity.limit(body, async () => EMPTY_ANSWER);
        response.writeHead(status, headers).end(text);
      } catch (error) {
        answerAwsJsonError(request, response, error);
      }
    },
  };
}
