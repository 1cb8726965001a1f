/** For tests: a small dataset with a key, a rule and a view, its files, and what is in the lake of it. */
import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { expect } from 'vitest';
import type { Backend } from './start-backend';

/** Values above 100 wait for review. */
export async function defineSensors(backend: Backend, name: string, more: object = {}): Promise<void> {
  await backend.client('admins').putDataset(name, {
    name,
    schema: {
      fields: [
        { name: 'id', type: 'integer', constraints: { required: true } },
        { name: 'place', type: 'string' },
        { name: 'value', type: 'number' },
      ],
      primaryKey: ['id'],
    },
    rules: [{ name: 'high', when: 'value > 100', route: 'anomalies' }],
    views: [
      {
        name: 'totals',
        groupBy: ['place'],
        measures: { rows: 'count(*)', total: 'sum(value)', flagged: 'count_if(anomalous)' },
      },
    ],
    ...more,
  });
}

export type Reading = readonly [id: number | string, place: string, value: number | string];

export function sensorsCsv(rows: readonly Reading[]): string {
  return `${['id,place,value', ...rows.map((row) => row.join(','))].join('\n')}\n`;
}

interface SensorRow {
  id: number;
  place: string;
  value: number;
  _import: string;
  _file: string;
  _line: number;
}

const ROWS = /* GraphQL */ `
  query ($dataset: String!, $zone: String, $columns: [String!], $offset: Int) {
    queryRecords(
      dataset: $dataset
      zone: $zone
      columns: $columns
      sort: "id"
      limit: 1000
      offset: $offset
    ) {
      rows
      total
    }
  }
`;
const COLUMNS = ['id', 'place', 'value', '_import', '_file', '_line'];

/** All current rows of a zone, by id. */
export async function sensorRows(
  { graphql, tokens }: Backend,
  dataset: string,
  zone: 'silver' | 'anomalies' = 'silver',
): Promise<SensorRow[]> {
  const rows: SensorRow[] = [];
  for (;;) {
    const { queryRecords } = await graphql<{ queryRecords: { rows: string; total: number } }>(
      tokens.analysts,
      ROWS,
      { dataset, zone, columns: COLUMNS, offset: rows.length },
    );
    const page = JSON.parse(queryRecords.rows) as unknown[][];
    rows.push(
      ...page.map((row): SensorRow => {
        const [id, place, value, importId, file, line] = row;
        return {
          id: Number(id),
          place: String(place),
          value: Number(value),
          _import: String(importId),
          _file: String(file),
          _line: Number(line),
        };
      }),
    );
    if (page.length === 0 || rows.length >= queryRecords.total) return rows;
  }
}

/** `[id, value]` of all current rows of a zone, by id. */
export async function sensorValues(
  backend: Backend,
  dataset: string,
  zone: 'silver' | 'anomalies' = 'silver',
): Promise<[number, number][]> {
  return (await sensorRows(backend, dataset, zone)).map(({ id, value }) => [id, value]);
}

/** Waits until the view shows these rows: publishing comes after the commit. */
export async function expectTotals(
  backend: Backend,
  dataset: string,
  expected: readonly object[],
): Promise<void> {
  await expect
    .poll(
      async () => {
        const path = `/v1/datasets/${dataset}/views/totals?sort=place`;
        const { body } = await backend.rest(backend.tokens.analysts, 'GET', path);
        return (body as { items?: object[] }).items ?? body;
      },
      { timeout: 60_000, interval: 150, message: `The view of ${dataset}` },
    )
    .toEqual(expected);
}

/** Every key of the bucket under a prefix. */
export async function keysUnder({ s3, bucket }: Backend, prefix: string): Promise<string[]> {
  const keys: string[] = [];
  let token: string | undefined;
  do {
    const page = await s3.send(
      new ListObjectsV2Command({
        Bucket: bucket,
        Prefix: prefix,
        ...(token ? { ContinuationToken: token } : {}),
      }),
    );
    keys.push(...(page.Contents ?? []).map(({ Key = '' }) => Key));
    token = page.NextContinuationToken;
  } while (token);
  return keys;
}
