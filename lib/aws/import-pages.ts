/** Pages of the import history, newest first. */
import { QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { encodeTime } from 'ulid';
import { importRecordSchema, type ImportRecord } from '../lake/import-record';
import type { ImportKind, ImportState } from '../lake/import-states';

/** What imports are chosen by; all that is given must hold. */
export interface ImportFilter {
  dataset?: string | undefined;
  state?: ImportState | undefined;
  kind?: ImportKind | undefined;
  /** Only the chain of attempts that began with this import, the first one included. */
  rootId?: string | undefined;
  /** Texts in the name of the file, and in who brought it, in any case. */
  fileName?: string | undefined;
  createdBy?: string | undefined;
  /** When it was opened, ISO 8601: not before `from`, and before `to`. */
  from?: string | undefined;
  to?: string | undefined;
  /** Only those that refused rows. */
  withRejects?: boolean | undefined;
  /** Only those that follow another import: undo, replay, repaired rows. */
  withParent?: boolean | undefined;
  /** Leaves out dry runs that were closed without a commit. */
  withoutClosed?: boolean | undefined;
}

export interface ImportListRequest extends ImportFilter {
  limit: number;
  /** Id of the last import of the page before. */
  after?: string | undefined;
}

/** All imports share one partition of the index by time. */
export const IMPORTS_SCOPE = 'imports';
/** What few fit is looked for this far at a time; the page then ends early, and the next one goes on. */
const LOOKED_AT_MAX = 2000;
const LOOKED_AT_A_TIME = 200;
/** Less than any id. */
const FIRST_ID = '0';
/** More than any id. */
const LAST_ID = 'z';

export async function listImportPage(
  client: DynamoDBDocumentClient,
  table: string,
  request: ImportListRequest,
): Promise<{ items: ImportRecord[]; after: string | null }> {
  const { dataset, limit } = request;
  const [index, attribute, value] = dataset
    ? ['byDataset', 'dataset', dataset]
    : ['byTime', 'scope', IMPORTS_SCOPE];
  const items: ImportRecord[] = [];
  let lookedAt = 0;
  let startKey: Record<string, unknown> | undefined = request.after
    ? { id: request.after, [attribute]: value }
    : undefined;
  do {
    const page = await client.send(
      new QueryCommand({
        TableName: table,
        IndexName: index,
        KeyConditionExpression: '#partition = :partition AND #id BETWEEN :first AND :last',
        ExpressionAttributeNames: { '#partition': attribute, '#id': 'id' },
        ExpressionAttributeValues: { ':partition': value, ...idRange(request) },
        ScanIndexForward: false,
        Limit: isFiltered(request) ? LOOKED_AT_A_TIME : limit + 1 - items.length,
        ExclusiveStartKey: startKey,
      }),
    );
    for (const item of page.Items ?? []) {
      lookedAt += 1;
      const record = importRecordSchema.parse(item);
      if (fits(record, request)) items.push(record);
      if (items.length > limit) return { items: items.slice(0, limit), after: items[limit - 1]?.id ?? null };
    }
    startKey = page.LastEvaluatedKey;
  } while (startKey && lookedAt < LOOKED_AT_MAX);
  return { items, after: startKey ? String(startKey['id']) : null };
}

/** Ids are ULIDs, which begin with their time; an import of a chain is younger than the chain's first one. */
function idRange({ rootId, from, to }: ImportFilter): { ':first': string; ':last': string } {
  const first = [rootId, from && encodeTime(Date.parse(from)), FIRST_ID].filter((id) => id !== undefined);
  return {
    ':first': first.reduce((latest, id) => (id > latest ? id : latest)),
    ':last': to ? encodeTime(Date.parse(to)) : LAST_ID,
  };
}

function isFiltered({
  dataset: _dataset,
  from: _from,
  to: _to,
  limit: _limit,
  after: _after,
  ...rest
}: ImportListRequest): boolean {
  return Object.values(rest).some((wanted) => wanted !== undefined && wanted !== false);
}

function fits(record: ImportRecord, wanted: ImportFilter): boolean {
  const { state, kind, rootId, fileName, createdBy } = wanted;
  return (
    (state === undefined || record.state === state) &&
    (kind === undefined || record.kind === kind) &&
    (rootId === undefined || chainOf(record).chain === rootId) &&
    (fileName === undefined || record.fileName.toLowerCase().includes(fileName.toLowerCase())) &&
    (createdBy === undefined || record.createdBy.toLowerCase().includes(createdBy.toLowerCase())) &&
    (!wanted.withRejects || (record.counts?.rejected ?? 0) > 0) &&
    (!wanted.withParent || record.parentId !== null) &&
    (!wanted.withoutClosed || !(record.dryRun && record.state === 'CANCELLED'))
  );
}

/** What an import is found by beside its index: the chain it belongs to, that of a first one being its own. */
export function chainOf({ id, rootId }: ImportRecord): { chain: string } {
  return { chain: rootId ?? id };
}
