/**
 * The laptop's DynamoDB: dynalite on disk behind a signature check. Checked to work: condition, update, filter and
 * projection expressions, queries on indexes in both directions, batches, pages of scans and queries.
 * It lacks transactions, PartiQL, time to live, streams, backups and adding an index to an existing table.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { answerAwsJsonError, AwsJsonError, readSignedBody, targetOperation } from '../aws-json';
import { openLocked } from '../folder-lock';
import type { LocalService } from '../service';
import { openDynalite, type DynaliteEngine } from './dynalite-engine';
import type { LimitedCapacity } from './limited-capacity';
import { tableDefinitionSchema, tableDifferences } from './table-definition';

export interface DynamoDbOptions {
  /** Where the tables live. */
  dir: string;
  /** Properties of `AWS::DynamoDB::Table`, resolved, with their TableName. */
  tables: readonly unknown[];
  /** Secret by access key id. */
  credentials: ReadonlyMap<string, string>;
  /** For tests: of writes by BatchWriteItem; without it the tables take what comes. */
  capacity?: LimitedCapacity;
}

const TARGET = 'DynamoDB_20120810';

// Dynalite only looks whether there is a signature, so its own calls at the start carry the shape of one.
const INTERNAL_HEADERS = {
  'content-type': 'application/x-amz-json-1.0',
  'x-amz-date': '20250101T000000Z',
  authorization: 'AWS4-HMAC-SHA256 Credential=local, SignedHeaders=host, Signature=none',
};

const describedSchema = z.object({ Table: tableDefinitionSchema });
const statusSchema = z.object({ Table: z.object({ TableStatus: z.string() }) });
const refusedSchema = z.object({ __type: z.string(), message: z.string().optional() });

/**
 * Creates the tables that do not exist and leaves the others as they are.
 * @throws Error when another process has the folder, or a stored table has other keys or indexes than its definition
 */
export function createDynamoDb(options: DynamoDbOptions): Promise<LocalService> {
  return openLocked(options.dir, () => openTables(options));
}

async function openTables({ dir, tables, credentials, capacity }: DynamoDbOptions): Promise<LocalService> {
  const engine = openDynalite(dir);
  try {
    for (const table of tables) await ensureTable(engine, table, dir);
  } catch (error) {
    await engine.close();
    throw error;
  }
  const open = new Set<Promise<void>>();
  return {
    name: 'dynamodb',
    matches: (request) => targetOperation(request, TARGET) !== null,
    handle: async (request, response) => {
      const answered = answer({ engine, credentials, capacity }, request, response);
      open.add(answered);
      await answered.finally(() => open.delete(answered));
    },
    stop: async () => {
      // The store fails with an exception nobody could catch when it is closed under a running request.
      await Promise.allSettled(open);
      await engine.close();
    },
  };
}

async function answer(
  {
    engine,
    credentials,
    capacity,
  }: Pick<DynamoDbOptions, 'credentials' | 'capacity'> & { engine: DynaliteEngine },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const body = await readSignedBody(request, { credentials, service: 'dynamodb' });
    const write = (batch: Buffer) => engine.answer(request.headers, batch);
    const isLimited = capacity && targetOperation(request, TARGET) === 'BatchWriteItem';
    const { status, headers, text } = await (isLimited ? capacity.limit(body, write) : write(body));
    response.writeHead(status, headers).end(text);
  } catch (error) {
    answerAwsJsonError(request, response, error);
  }
}

async function ensureTable(engine: DynaliteEngine, properties: unknown, dir: string): Promise<void> {
  const definition = tableDefinitionSchema.parse(properties);
  const { TableName } = definition;
  const existing = await call(engine, 'DescribeTable', { TableName }).catch((error: unknown) => {
    if (error instanceof AwsJsonError && error.code.endsWith('ResourceNotFoundException')) return null;
    throw error;
  });
  if (existing === null) {
    await call(engine, 'CreateTable', { ...definition, BillingMode: 'PAY_PER_REQUEST' });
    await untilActive(engine, TableName);
    return;
  }
  const differences = tableDifferences(definition, describedSchema.parse(existing).Table);
  if (differences.length === 0) return;
  throw new Error(
    `The table ${TableName} was stored with another definition: ${differences.join('; ')}. ` +
      `Its items cannot be carried over: delete ${dir} and start again, or undo the change.`,
  );
}

/** A table answers some milliseconds after it was created. */
async function untilActive(engine: DynaliteEngine, TableName: string): Promise<void> {
  for (;;) {
    const { Table } = statusSchema.parse(await call(engine, 'DescribeTable', { TableName }));
    if (Table.TableStatus === 'ACTIVE') return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** @throws AwsJsonError with dynalite's own code */
async function call(engine: DynaliteEngine, operation: string, input: object): Promise<unknown> {
  const headers = { ...INTERNAL_HEADERS, 'x-amz-target': `${TARGET}.${operation}` };
  const { status, text } = await engine.answer(headers, Buffer.from(JSON.stringify(input)));
  const value: unknown = JSON.parse(text);
  if (status === 200) return value;
  const { __type: code, message } = refusedSchema.parse(value);
  throw new AwsJsonError(code, `${operation} failed: ${code} ${message ?? ''}`, status);
}
