/** The datasets: the current definition of each with what is known of its state, and every version it ever had. */
import {
  GetCommand,
  PutCommand,
  QueryCommand,
  ScanCommand,
  UpdateCommand,
  type DynamoDBDocumentClient,
} from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { parseDefinition, type DatasetDefinition } from '../dataset/definition';
import { LakeportError } from '../errors';
import {
  createDatasetPublishing,
  recordsStateSchema,
  type DatasetPublishing,
  type RecordsState,
} from './dataset-publishing';
import { replaceFailedCondition } from './failed-condition';

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
  records: recordsStateSchema.nullish(),
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
  /** Null before anything was written into the Records table. */
  records: RecordsState | null;
}

const versionItemSchema = z.object({
  version: z.number().int().positive(),
  definition: z.string(),
  updatedAt: z.string(),
  updatedBy: z.string(),
});

export interface DatasetVersion {
  version: number;
  definition: DatasetDefinition;
  savedAt: string;
  savedBy: string;
}

export interface DatasetTable extends DatasetPublishing {
  list(): Promise<Dataset[]>;
  /** Throws `dataset-not-found`. */
  get(name: string): Promise<Dataset>;
  find(name: string): Promise<Dataset | null>;
  getVersion(name: string, version: number): Promise<DatasetDefinition>;
  /** Every version that was saved, newest first; none for a dataset that is not there. */
  listVersions(name: string): Promise<DatasetVersion[]>;
  /** Saves the definition as version `definition.version`; throws `definition-conflict` if that one exists. */
  save(definition: DatasetDefinition, by: string, now: Date): Promise<Dataset>;
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
    ...createDatasetPublishing(client, tables.datasets),
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
    listVersions: (name) => listVersions(client, tables.versions, name),
    save: (definition, by, now) => saveDefinition(client, tables, definition, by, now),
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
    records: parsed.records ?? null,
  };
}

async function listVersions(
  client: DynamoDBDocumentClient,
  tableName: string,
  name: string,
): Promise<DatasetVersion[]> {
  const versions: DatasetVersion[] = [];
  let startKey: Record<string, unknown> | undefined;
  do {
    const page = await client.send(
      new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: '#name = :name',
        ExpressionAttributeNames: { '#name': 'name' },
        ExpressionAttributeValues: { ':name': name },
        ScanIndexForward: false,
        ConsistentRead: true,
        ExclusiveStartKey: startKey,
      }),
    );
    for (const item of page.Items ?? []) {
      const { version, definition, updatedAt, updatedBy } = versionItemSchema.parse(item);
      versions.push({
        version,
        definition: parseDefinition(JSON.parse(definition)),
        savedAt: updatedAt,
        savedBy: updatedBy,
      });
    }
    startKey = page.LastEvaluatedKey;
  } while (startKey);
  return versions;
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
