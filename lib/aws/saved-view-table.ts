/** Saved views of datasets' rows. */
import {
  DeleteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  type DynamoDBDocumentClient,
} from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { ignoreFailedCondition } from './failed-condition';

const savedViewSchema = z.object({
  dataset: z.string(),
  id: z.string(),
  title: z.string(),
  query: z.string(),
  owner: z.string(),
  shared: z.boolean(),
  updatedAt: z.string(),
});

export type SavedView = z.infer<typeof savedViewSchema>;

export interface SavedViewTable {
  /** All of a dataset, whoever's they are. */
  list(dataset: string): Promise<SavedView[]>;
  find(dataset: string, id: string): Promise<SavedView | null>;
  create(view: SavedView): Promise<void>;
  /** False when the view is gone, which it stays. */
  replace(view: SavedView): Promise<boolean>;
  /** Deleting a view that is gone is no error. */
  remove(dataset: string, id: string): Promise<void>;
}

export function createSavedViewTable(client: DynamoDBDocumentClient, table: string): SavedViewTable {
  return {
    list: (dataset) => listViews(client, table, dataset),
    async find(dataset, id) {
      const get = new GetCommand({ TableName: table, Key: { dataset, id }, ConsistentRead: true });
      const { Item } = await client.send(get);
      return Item ? savedViewSchema.parse(Item) : null;
    },
    async create(view) {
      await client.send(new PutCommand({ TableName: table, Item: view }));
    },
    async replace(view) {
      const put = new PutCommand({
        TableName: table,
        Item: view,
        ConditionExpression: 'attribute_exists(id)',
      });
      return (await client.send(put).catch(ignoreFailedCondition)) !== null;
    },
    async remove(dataset, id) {
      await client.send(new DeleteCommand({ TableName: table, Key: { dataset, id } }));
    },
  };
}

async function listViews(
  client: DynamoDBDocumentClient,
  table: string,
  dataset: string,
): Promise<SavedView[]> {
  const views: SavedView[] = [];
  let startKey: Record<string, unknown> | undefined;
  do {
    const page = await client.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'dataset = :dataset',
        ExpressionAttributeValues: { ':dataset': dataset },
        ConsistentRead: true,
        ExclusiveStartKey: startKey,
      }),
    );
    for (const item of page.Items ?? []) views.push(savedViewSchema.parse(item));
    startKey = page.LastEvaluatedKey;
  } while (startKey);
  return views;
}
