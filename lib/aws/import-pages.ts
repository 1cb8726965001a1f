/** Pages of the import history, newest first. */
import { QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { importRecordSchema, type ImportRecord } from '../lake/import-record';
import type { ImportKind, ImportState } from '../lake/import-states';

export interface ImportListRequest {
  dataset?: string | undefined;
  state?: ImportState | undefined;
  kind?: ImportKind | undefined;
  /** Only the chain of attempts that began with this import, the first one included. */
  rootId?: string | undefined;
  limit: number;
  /** Id of the last import of the page before. */
  after?: string | undefined;
}

/** All imports share one partition of the index by time. */
export const IMPORTS_SCOPE = 'imports';
/** A filter is applied after the limit: so many are looked at together. */
const FILTERED_AT_A_TIME = 200;
/** Less than any id. */
const FIRST_ID = '0';

export async function listImportPage(
  client: DynamoDBDocumentClient,
  table: string,
  request: ImportListRequest,
): Promise<{ items: ImportRecord[]; after: string | null }> {
  const { dataset, limit } = request;
  const [index, attribute, value] = dataset
    ? ['byDataset', 'dataset', dataset]
    : ['byTime', 'scope', IMPORTS_SCOPE];
  const filter = filterOf(request);
  const items: ImportRecord[] = [];
  let startKey: Record<string, unknown> | undefined = request.after
    ? { id: request.after, [attribute]: value }
    : undefined;
  // A filter is applied after the limit, so pages are read until this one is full.
  do {
    const page = await client.send(
      new QueryCommand({
        TableName: table,
        IndexName: index,
        KeyConditionExpression: '#partition = :partition AND #id >= :first',
        FilterExpression: filter.expression,
        ExpressionAttributeNames: { '#partition': attribute, '#id': 'id', ...filter.names },
        // An import of a chain is younger than the chain's first one; without one, every id is greater than this.
        ExpressionAttributeValues: {
          ':partition': value,
          ':first': request.rootId ?? FIRST_ID,
          ...filter.values,
        },
        ScanIndexForward: false,
        Limit: filter.expression ? FILTERED_AT_A_TIME : limit + 1 - items.length,
        ExclusiveStartKey: startKey,
      }),
    );
    for (const item of page.Items ?? []) items.push(importRecordSchema.parse(item));
    startKey = page.LastEvaluatedKey;
  } while (startKey && items.length <= limit);
  const shown = items.slice(0, limit);
  return { items: shown, after: items.length > limit ? (shown.at(-1)?.id ?? null) : null };
}

/** What an import is found by beside its index: the chain it belongs to, that of a first one being its own. */
export function chainOf({ id, rootId }: ImportRecord): { chain: string } {
  return { chain: rootId ?? id };
}

function filterOf({ state, kind, rootId }: ImportListRequest) {
  const conditions: string[] = [];
  const names: Record<string, string> = {};
  const values: Record<string, unknown> = {};
  for (const [name, wanted] of Object.entries({ state, kind, chain: rootId })) {
    if (wanted === undefined) continue;
    names[`#${name}`] = name;
    values[`:${name}`] = wanted;
    conditions.push(`#${name} = :${name}`);
  }
  return { expression: conditions.length > 0 ? conditions.join(' AND ') : undefined, names, values };
}
