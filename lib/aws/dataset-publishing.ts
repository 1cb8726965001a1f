/**
 * Who publishes a dataset, and how far. One publisher at a time has the right to, for as long as it renews its lease;
 * all that it notes is refused once somebody else has taken over.
 */
import { UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { ignoreFailedCondition } from './failed-condition';

const count = z.number().int().nonnegative();

export const recordsStateSchema = z.object({
  /** The commit whose rows the Records table has; 0 when it has none. */
  sequence: count,
  /** Version of the definition by whose key they are kept. */
  version: count,
  /** The commit that is being written. What it leaves unfinished goes on where it was noted. */
  target: z
    .object({
      sequence: count,
      version: count,
      /** The last step that is done; null before the first. */
      step: z.string().nullable(),
      /** Rows that may still have to be written. */
      rowsLeft: count,
    })
    .nullable(),
});

/** What the Records table has of a dataset. */
export type RecordsState = z.infer<typeof recordsStateSchema>;

/** What publishing found out about a dataset. */
export interface PublishedState {
  sequence: number;
  definitionVersion: number;
  rows: number;
  anomalies: number;
  bytes: number;
  lastImportAt: string;
}

export interface DatasetPublishing {
  /** Takes the right to publish up to `sequence`, or renews it, or else leaves word for who has it. */
  claimPublishing(name: string, sequence: number, owner: string, leaseMs: number): Promise<boolean>;
  /** Notes what gold and the figures show; false when somebody else has taken over. */
  notePublished(name: string, owner: string, state: PublishedState): Promise<boolean>;
  /** Notes what the Records table has; false when somebody else has taken over. */
  noteRecords(name: string, owner: string, state: RecordsState): Promise<boolean>;
  /** Gives the right back, unless a commit after `sequence` has asked for more meanwhile: then false. */
  finishPublishing(name: string, owner: string, sequence: number): Promise<boolean>;
  /** Gives the right back with work left to do. */
  releasePublishing(name: string, owner: string): Promise<void>;
}

export function createDatasetPublishing(client: DynamoDBDocumentClient, table: string): DatasetPublishing {
  return {
    async claimPublishing(name, sequence, owner, leaseMs) {
      const now = Date.now();
      const wanted = {
        name,
        condition: 'attribute_not_exists(wantedSequence) OR wantedSequence < :sequence',
      };
      await update(client, table, {
        ...wanted,
        set: 'SET wantedSequence = :sequence',
        values: { ':sequence': sequence },
      });
      return update(client, table, {
        name,
        set: 'SET publisher = :owner, publisherUntil = :until',
        condition: 'attribute_not_exists(publisher) OR publisher = :owner OR publisherUntil < :now',
        values: { ':owner': owner, ':until': now + leaseMs, ':now': now },
      });
    },
    notePublished: (name, owner, state) =>
      update(client, table, {
        name,
        set: 'SET publishedSequence = :sequence, publishedVersion = :version, #rows = :rows, anomalies = :anomalies, #bytes = :bytes, lastImportAt = :at',
        condition: OWNED,
        names: { '#rows': 'rows', '#bytes': 'bytes' },
        values: { ...publishedValues(state), ':owner': owner },
      }),
    noteRecords: (name, owner, state) =>
      update(client, table, {
        name,
        set: 'SET #records = :records',
        condition: OWNED,
        names: { '#records': 'records' },
        values: { ':records': state, ':owner': owner },
      }),
    finishPublishing: (name, owner, sequence) =>
      update(client, table, {
        name,
        set: RELEASE,
        condition: `${OWNED} AND wantedSequence <= :sequence`,
        values: { ':owner': owner, ':sequence': sequence },
      }),
    async releasePublishing(name, owner) {
      await update(client, table, { name, set: RELEASE, condition: OWNED, values: { ':owner': owner } });
    },
  };
}

const OWNED = 'publisher = :owner';
const RELEASE = 'REMOVE publisher, publisherUntil';

function publishedValues(state: PublishedState) {
  return {
    ':sequence': state.sequence,
    ':version': state.definitionVersion,
    ':rows': state.rows,
    ':anomalies': state.anomalies,
    ':bytes': state.bytes,
    ':at': state.lastImportAt,
  };
}

interface Update {
  name: string;
  set: string;
  condition: string;
  names?: Record<string, string>;
  values: Record<string, unknown>;
}

/** False when the condition does not hold. */
async function update(
  client: DynamoDBDocumentClient,
  table: string,
  { name, set, condition, names, values }: Update,
): Promise<boolean> {
  const command = new UpdateCommand({
    TableName: table,
    Key: { name },
    UpdateExpression: set,
    ConditionExpression: condition,
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: values,
  });
  return (await client.send(command).catch(ignoreFailedCondition)) !== null;
}
