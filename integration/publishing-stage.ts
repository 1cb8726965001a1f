/** For tests: a lake of one dataset with the tables that publishing writes into, on a DynamoDB of its own. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { createDatasetTable, type DatasetTable } from '../lib/aws/dataset-table';
import { createRecordTable, type RecordTable } from '../lib/aws/record-table';
import { parseDefinition } from '../lib/dataset/definition';
import { commitSelection, type SelectionKind } from '../lib/lake/commit/commit-selection';
import { commitUndo } from '../lib/lake/commit/commit-undo';
import { compactDataset } from '../lib/lake/compaction/compact-dataset';
import { manifestKey, manifestsPrefix, replayLogPrefix } from '../lib/lake/keys';
import type { Manifest } from '../lib/lake/manifest';
import { queryRecords } from '../lib/lake/query/query-records';
import { loadSnapshot } from '../lib/lake/snapshot';
import { LakeFixture, WEATHER_COLUMNS, type FixtureRow } from '../lib/lake/testing/lake-fixture';
import { publishCommits, type PublishDeps } from '../lib/use-cases/publish-commits';
import { createDynamoDb } from '../local/dynamodb/dynamodb-service';
import { makeTestDir, startTestStack, TEST_CREDENTIAL_MAP } from '../local/start-test-stack';

const attribute = (AttributeName: string, AttributeType = 'S') => ({ AttributeName, AttributeType });
const TABLES = [
  {
    TableName: 'Datasets',
    KeySchema: [{ AttributeName: 'name', KeyType: 'HASH' }],
    AttributeDefinitions: [attribute('name')],
  },
  {
    TableName: 'DatasetVersions',
    KeySchema: [
      { AttributeName: 'name', KeyType: 'HASH' },
      { AttributeName: 'version', KeyType: 'RANGE' },
    ],
    AttributeDefinitions: [attribute('name'), attribute('version', 'N')],
  },
  {
    TableName: 'Records',
    KeySchema: [{ AttributeName: 'dataset_key', KeyType: 'HASH' }],
    AttributeDefinitions: [attribute('dataset_key')],
  },
];

const itemSchema = z.object({
  dataset_key: z.string(),
  values: z.record(z.string(), z.unknown()),
  importId: z.string(),
  file: z.string(),
  line: z.number(),
});

export type Overrides = Partial<PublishDeps>;

export class PublishingStage {
  #selections = 0;

  private constructor(
    readonly lake: LakeFixture,
    readonly datasets: DatasetTable,
    readonly records: RecordTable,
    readonly documents: DynamoDBDocumentClient,
    readonly close: () => Promise<void>,
  ) {}

  static async open(): Promise<PublishingStage> {
    const lake = await LakeFixture.open();
    const { dir, remove } = await makeTestDir();
    const service = await createDynamoDb({ dir, tables: TABLES, credentials: TEST_CREDENTIAL_MAP });
    const stack = await startTestStack([service]);
    const batches = new DynamoDBClient(stack.clientConfig);
    const documents = DynamoDBDocumentClient.from(batches);
    const datasets = createDatasetTable(documents, { datasets: 'Datasets', versions: 'DatasetVersions' });
    const records = createRecordTable({ documents, batches }, 'Records');
    const stage = new PublishingStage(lake, datasets, records, documents, async () => {
      batches.destroy();
      await stack.stop();
      await remove();
      await lake.close();
    });
    await stage.define(1);
    return stage;
  }

  /** Saves a version of the dataset's definition. */
  async define(version: number, primaryKey = ['station', 'date']): Promise<void> {
    const fields = WEATHER_COLUMNS.map(({ name, type }) => ({ name, type }));
    const definition = { name: 'weather', version, schema: { fields, primaryKey }, records: true };
    await this.datasets.save(parseDefinition(definition), 'somebody', new Date(0));
  }

  load(importId: string, accepted: FixtureRow[], anomalies: FixtureRow[] = []): Promise<Manifest> {
    return this.lake.commit({ importId, accepted, anomalies });
  }

  undo(importId: string, undoes: string): Promise<Manifest> {
    return commitUndo({ ...this.#commitOptions(importId), undoes });
  }

  /** Runs an import again, with these rows now. */
  async replay(importId: string, replayed: string, accepted: FixtureRow[]): Promise<Manifest> {
    const place = (await loadSnapshot(this.lake.store, 'weather')).manifestOf(replayed)?.place ?? 1;
    return this.lake.commit({ importId, accepted }, { kind: 'replay', place, unseats: [replayed] });
  }

  /** Makes a log with one import the state of the dataset, as a replay of the whole of it does. */
  async switchTo(importId: string, accepted: FixtureRow[]): Promise<void> {
    const { store } = this.lake;
    const log = replayLogPrefix('weather', importId);
    const of = { importId: `${importId} load`, accepted };
    const replayed = await this.lake.commit(of, { log, writer: importId });
    const sequence = (await loadSnapshot(store, 'weather')).sequence + 1;
    const empty = { parts: [], superseded: null };
    const manifest = {
      ...replayed,
      ...{ sequence, place: sequence, kind: 'switch', importId, log, keyRange: null },
      ...{ silver: empty, anomalies: empty },
    };
    const put = await store.putIfAbsent(
      manifestKey(manifestsPrefix('weather'), sequence),
      JSON.stringify(manifest),
    );
    if (put !== 'written') throw new Error(`Commit ${sequence} is there already.`);
  }

  /** A decision on the rows of keys. */
  async select(importId: string, kind: SelectionKind, rows: FixtureRow[]): Promise<Manifest> {
    const checked = await this.lake.check({ importId, accepted: rows });
    const files = checked.accepted.map((file) => file.path);
    const connection = await this.lake.db.connect();
    const found = await connection.runAndReadAll(
      `select _key::varchar from read_parquet(['${files.join("', '")}'])`,
    );
    connection.closeSync();
    this.#selections += 1;
    const keysPath = path.join(this.lake.workDir, `keys-${this.#selections}.ndjson`);
    await writeFile(
      keysPath,
      found
        .getRows()
        .map(([key]) => `${JSON.stringify({ key })}\n`)
        .join(''),
    );
    return commitSelection({ ...this.#commitOptions(importId), sha256: 'f'.repeat(64), kind, keysPath });
  }

  async compact(): Promise<Manifest | null> {
    return compactDataset({
      ...this.lake,
      workDir: this.lake.workDir,
      dataset: 'weather',
      retentionDays: { silver: null, anomalies: null },
      limits: { smallPartsMax: 1 },
    });
  }

  /** Publishes the last commit. */
  async publish(overrides: Overrides = {}): Promise<void> {
    const { sequence } = await loadSnapshot(this.lake.store, 'weather');
    const { datasets, records } = this;
    const { store, cache, db, workDir } = this.lake;
    await publishCommits(
      {
        ...{ datasets, records, store, cache, db, workDir },
        mayGoOn: () => true,
        publishAgain: async () => undefined,
        noteEveryMs: 0,
        ...overrides,
      },
      'weather',
      sequence,
    );
  }

  /** Who has the right to publish now. */
  async publisher(): Promise<string> {
    const get = new GetCommand({ TableName: 'Datasets', Key: { name: 'weather' }, ConsistentRead: true });
    const { Item } = await this.documents.send(get);
    return z.object({ publisher: z.string() }).parse(Item).publisher;
  }

  /** The items of the Records table, each a text, in the order of their keys. */
  async items(): Promise<string[]> {
    const items: string[] = [];
    let ExclusiveStartKey: Record<string, unknown> | undefined;
    do {
      const page = await this.documents.send(new ScanCommand({ TableName: 'Records', ExclusiveStartKey }));
      for (const item of z.array(itemSchema).parse(page.Items ?? [])) {
        const { dataset_key: key, values, importId, file, line } = item;
        items.push(itemText(key, values, { importId, file, line }));
      }
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey);
    return items.sort();
  }

  /** What the items should be: the current accepted rows, by the key columns. */
  async currentRows(primaryKey = ['station', 'date']): Promise<string[]> {
    const snapshot = await loadSnapshot(this.lake.store, 'weather');
    const columns = WEATHER_COLUMNS;
    const select = [...columns.map(({ name }) => name), '_import', '_file', '_line'];
    const sort = [{ column: 'station', desc: false }];
    const { rows } = await queryRecords({
      ...this.lake,
      snapshot,
      columns,
      zone: 'silver',
      select,
      sort,
      limit: 1000,
    });
    return rows
      .map(({ _import: importId, _file: file, _line: line, ...values }) => {
        const key = ['weather', ...primaryKey.map((name) => String(values[name]))];
        return itemText(key.map(encodeURIComponent).join('/'), values, { importId, file, line });
      })
      .sort();
  }

  #commitOptions(importId: string) {
    const { store, cache, workDir } = this.lake;
    const definition = { name: 'weather', version: 1, schema: { primaryKey: ['station', 'date'] } };
    return { store, cache, workDir, definition, importId, fileName: `${importId}.ndjson` };
  }
}

function itemText(key: string, values: Record<string, unknown>, lineage: object): string {
  const cells = Object.entries(values).sort(([one], [other]) => one.localeCompare(other));
  return JSON.stringify([key, cells, lineage]);
}
