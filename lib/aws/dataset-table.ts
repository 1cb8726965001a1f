/** The datasets: the current definition of each with what is known of its state, and every version it ever had. */
import {
  GetCommand,
  PutCommand,
  ScanCommand,
  UpdateCommand,
  type DynamoDBDocumentClient,
} from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { parseDefinition, type DatasetDefinition } from '../dataset/definition';
import { LakeportError } from '../errors';
import { ignoreFailedCondition, replaceFailedCondition } from './failed-condition';

const datasetItemSchema = z.object({
  name: z.string(),
  version: z.number().int().positive(),
  /** JSON text: the order of a map's entries, which views show their measures in, is lost in DynamoDB. */
  definition: z.string(),
  updatedAt: z.string(),
  updatedBy: z.string(),
  rows: z.number().nullish(),
  anomalies: z.number().nullish(),
  bytes: z.number().nullish(),
  lastImportAt: z.string().nullish(),
  publishedSequence: z.number().int().nullish(),
  publishedVersion: z.number().int().nullish(),
  publisherUntil: z.number().nullish(),
});

export interface Dataset {
  name: string;
  version: number;
  definition: DatasetDefinition;
  updatedAt: string;
  updatedBy: string;
  /** State as of the last published commit; null before the first. */
  rows: number | null;
  anomalies: number | null;
  bytes: number | null;
  lastImportAt: string | null;
  publishedSequence: number | null;
  /** Version of the definition that the gold views were built with. */
  publishedVersion: number | null;
  /** When the lease of who publishes right now ends, in epoch milliseconds. */
  publisherUntil: number | null;
}

/** What publishing found out about a dataset. */
export interface PublishedState {
  sequence: number;
  definitionVersion: number;
  rows: number;
  anomalies: number;
  bytes: number;
  lastImportAt: string;
}

export interface DatasetTable {
  list(): Promise<Dataset[]>;
  /** Throws `dataset-not-found`. */
  get(name: string): Promise<Dataset>;
  find(name: string): Promise<Dataset | null>;
  getVersion(name: string, version: number): Promise<DatasetDefinition>;
  /** Saves the definition as version `definition.version`; throws `definition-conflict` if that one exists. */
  save(definition: DatasetDefinition, by: string, now: Date): Promise<Dataset>;
  /**
   * Takes the right to publish up to `sequence`, or leaves word for who has it.
   * One publisher at a time works on a dataset; `leaseMs` frees the dataset of a publisher that died.
   */
  claimPublishing(name: string, sequence: number, owner: string, leaseMs: number): Promise<boolean>;
  /** Notes what is published and gives the right back; false when a later commit asked for more meanwhile. */
  finishPublishing(name: string, owner: string, state: PublishedState): Promise<boolean>;
}

export function createDatasetTable(
  client: DynamoDBDocumentClient,
  tables: { datasets: string; versions: string },
): DatasetTable {
  const find = async (name: string): Promise<Dataset | null> => {
    const { Item } = await client.send(
      new GetCommand({ TableName: tables.datasets, Key: { name }, ConsistentRead: true }),
    );
    return Item ? datasetFrom(Item) : null;
  };
  return {
    find,
    async get(name) {
      const dataset = await find(name);
      if (dataset) return dataset;
      throw new LakeportError('dataset-not-found', `There is no dataset «${name}».`, {
        resolution: 'Choose one of the list of datasets, or let an admin add it.',
      });
    },
    async list() {
      const datasets: Dataset[] = [];
      let startKey: Record<string, unknown> | undefined;
      do {
        const page = await client.send(
          new ScanCommand({ TableName: tables.datasets, ExclusiveStartKey: startKey }),
        );
        for (const item of page.Items ?? []) datasets.push(datasetFrom(item));
        startKey = page.LastEvaluatedKey;
      } while (startKey);
      return datasets.sort((one, other) => one.name.localeCompare(other.name));
    },
    async getVersion(name, version) {
      const { Item } = await client.send(
        new GetCommand({ TableName: tables.versions, Key: { name, version }, ConsistentRead: true }),
      );
      if (!Item) {
        throw new LakeportError('dataset-not-found', `Dataset «${name}» has no version ${version}.`);
      }
      return parseDefinition(JSON.parse(z.string().parse(Item['definition'])));
    },
    save: (definition, by, now) => saveDefinition(client, tables, definition, by, now),
    claimPublishing: (name, sequence, owner, leaseMs) =>
      claimPublishing(client, tables.datasets, name, sequence, owner, leaseMs),
    finishPublishing: (name, owner, state) => finishPublishing(client, tables.datasets, name, owner, state),
  };
}

function datasetFrom(item: unknown): Dataset {
  const parsed = datasetItemSchema.parse(item);
  return {
    name: parsed.name,
    version: parsed.version,
    definition: parseDefinition(JSON.parse(parsed.definition)),
    updatedAt: parsed.updatedAt,
    updatedBy: parsed.updatedBy,
    rows: parsed.rows ?? null,
    anomalies: parsed.anomalies ?? null,
    bytes: parsed.bytes ?? null,
    lastImportAt: parsed.lastImportAt ?? null,
    publishedSequence: parsed.publishedSequence ?? null,
    publishedVersion: parsed.publishedVersion ?? null,
    publisherUntil: parsed.publisherUntil ?? null,
  };
}

async function saveDefinition(
  client: DynamoDBDocumentClient,
  tables: { datasets: string; versions: string },
  definition: DatasetDefinition,
  by: string,
  now: Date,
): Promise<Dataset> {
  const { name, version } = definition;
  const conflict = new LakeportError(
    'definition-conflict',
    `Version ${version} of dataset «${name}» exists already.`,
    { resolution: 'Load the dataset again and repeat the change.' },
  );
  const values = { definition: JSON.stringify(definition), updatedAt: now.toISOString(), updatedBy: by };
  // The version goes first: should the second write fail, the same save can be repeated.
  await client
    .send(
      new PutCommand({
        TableName: tables.versions,
        Item: { name, version, ...values },
        ConditionExpression: 'attribute_not_exists(#name) OR #by = :by AND #definition = :definition',
        ExpressionAttributeNames: { '#name': 'name', '#by': 'updatedBy', '#definition': 'definition' },
        ExpressionAttributeValues: { ':by': by, ':definition': values.definition },
      }),
    )
    .catch((error: unknown) => replaceFailedCondition(error, conflict));
  const { Attributes } = await client
    .send(
      new UpdateCommand({
        TableName: tables.datasets,
        Key: { name },
        UpdateExpression:
          'SET #version = :version, #definition = :definition, updatedAt = :at, updatedBy = :by',
        ConditionExpression: 'attribute_not_exists(#name) OR #version < :version',
        ExpressionAttributeNames: { '#name': 'name', '#version': 'version', '#definition': 'definition' },
        ExpressionAttributeValues: {
          ':version': version,
          ':definition': values.definition,
          ':at': values.updatedAt,
          ':by': by,
        },
        ReturnValues: 'ALL_NEW',
      }),
    )
    .catch((error: unknown) => replaceFailedCondition(error, conflict));
  return datasetFrom(Attributes);
}

async function claimPublishing(
  client: DynamoDBDocumentClient,
  table: string,
  name: string,
  sequence: number,
  owner: string,
  leaseMs: number,
): Promise<boolean> {
  const now = Date.now();
  await client
    .send(
      new UpdateCommand({
        TableName: table,
        Key: { name },
        UpdateExpression: 'SET wantedSequence = :sequence',
        ConditionExpression: 'attribute_not_exists(wantedSequence) OR wantedSequence < :sequence',
        ExpressionAttributeValues: { ':sequence': sequence },
      }),
    )
    .catch(ignoreFailedCondition);
  try {
    await client.send(
      new UpdateCommand({
        TableName: table,
        Key: { name },
        UpdateExpression: 'SET publisher = :owner, publisherUntil = :until',
        ConditionExpression: 'attribute_not_exists(publisher) OR publisher = :owner OR publisherUntil < :now',
        ExpressionAttributeValues: { ':owner': owner, ':until': now + leaseMs, ':now': now },
      }),
    );
    return true;
  } catch (error) {
    ignoreFailedCondition(error);
    return false;
  }
}

async function finishPublishing(
  client: DynamoDBDocumentClient,
  table: string,
  name: string,
  owner: string,
  state: PublishedState,
): Promise<boolean> {
  const names = { '#rows': 'rows', '#bytes': 'bytes' };
  const values = {
    ':sequence': state.sequence,
    ':version': state.definitionVersion,
    ':rows': state.rows,
    ':anomalies': state.anomalies,
    ':bytes': state.bytes,
    ':at': state.lastImportAt,
    ':owner': owner,
  };
  const set =
    'SET publishedSequence = :sequence, publishedVersion = :version, #rows = :rows, anomalies = :anomalies, #bytes = :bytes, lastImportAt = :at';
  await client.send(
    new UpdateCommand({
      TableName: table,
      Key: { name },
      UpdateExpression: set,
      ConditionExpression: 'publisher = :owner',
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: values,
    }),
  );
  try {
    await client.send(
      new UpdateCommand({
        TableName: table,
        Key: { name },
        UpdateExpression: 'REMOVE publisher, publisherUntil',
        ConditionExpression: 'publisher = :owner AND wantedSequence <= :sequence',
        ExpressionAttributeValues: { ':owner': owner, ':sequence': state.sequence },
      }),
    );
    return true;
  } catch (error) {
    ignoreFailedCondition(error);
    return false;
  }
}
