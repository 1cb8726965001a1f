import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { logCheckpointKey, manifestKey, manifestsPrefix } from '../keys';
import { queryRecords } from '../query/query-records';
import { loadSnapshot } from '../snapshot';
import { FileObjectStore } from '../testing/file-object-store';
import { LakeFixture, WEATHER_COLUMNS } from '../testing/lake-fixture';
import { putSmallImports } from '../testing/put-small-imports';
import { checkpointLog } from './checkpoint-log';
import { compactDataset } from './compact-dataset';
import { removeDropped } from './remove-dropped';

const IMPORTS = 240;
const LOG = manifestsPrefix('weather');
const DAY_MS = 24 * 60 * 60 * 1000;

/** Counts what a reader fetches. */
class CountingStore extends FileObjectStore {
  fetched = 0;

  override async getText(key: string): Promise<string | null> {
    this.fetched += 1;
    return super.getText(key);
  }

  override async getToFile(key: string, target: string): Promise<{ sizeBytes: number } | null> {
    this.fetched += 1;
    return super.getToFile(key, target);
  }
}

let lake: LakeFixture;
beforeAll(async () => {
  lake = await LakeFixture.open();
  await putSmallImports(lake, 1, IMPORTS);
});
afterAll(() => lake.close());

/** A reader that knows nothing yet. */
async function readCold() {
  const store = new CountingStore(path.join(lake.dir, 'bucket'));
  const snapshot = await loadSnapshot(store, 'weather');
  const query = {
    ...lake,
    cache: lake.coldCache(store),
    snapshot,
    columns: WEATHER_COLUMNS,
    zone: 'silver' as const,
  };
  const select = ['station', 'max', 'note', '_import', '_line'];
  const sort = [{ column: 'station', desc: false }];
  const rows = [];
  for (let offset = 0; offset === 0 || offset < rows.length + 1; offset += 1000) {
    const page = await queryRecords({ ...query, select, sort, limit: 1000, offset, withTotal: true });
    rows.push(...page.rows);
    if (page.rows.length < 1000) break;
  }
  return { rows, fetched: store.fetched, sequence: snapshot.sequence };
}

const compact = () =>
  compactDataset({
    ...lake,
    workDir: lake.workDir,
    dataset: 'weather',
    retentionDays: { silver: null, anomalies: null },
  });

describe('a dataset of many small imports', () => {
  it('is read with a handful of requests once it is compacted, and has the same rows', async () => {
    const before = await readCold();
    expect(before.rows).toHaveLength(IMPORTS * 10 - IMPORTS / 10);
    expect(before.fetched).toBeGreaterThan(2 * IMPORTS);
    await compact();
    await checkpointLog(lake.store, 'weather');
    const after = await readCold();
    expect(after.rows).toEqual(before.rows);
    expect(after.fetched).toBe(2);
  });

  it('is read by its log where a checkpoint is damaged or does not hold what its name says', async () => {
    const whole = await loadSnapshot(lake.store, 'weather');
    const key = logCheckpointKey(LOG, whole.sequence);
    const text = (await lake.store.getText(key)) ?? '';
    for (const damaged of ['', 'no JSON', text.slice(0, -10), text.slice(text.indexOf('\n') + 1)]) {
      await lake.store.putText(key, damaged);
      expect((await loadSnapshot(lake.store, 'weather')).manifests).toEqual(whole.manifests);
    }
    await lake.store.putText(key, text);
  });

  it('needs nothing of the log before a checkpoint, and gets a new one after some commits', async () => {
    const { sequence } = await loadSnapshot(lake.store, 'weather');
    await putSmallImports(lake, sequence + 1, sequence + 9);
    await checkpointLog(lake.store, 'weather', LOG, 10);
    expect(await lake.store.head(logCheckpointKey(LOG, sequence + 9))).toBeNull();
    await checkpointLog(lake.store, 'weather', LOG, 9);
    expect(await lake.store.head(logCheckpointKey(LOG, sequence + 9))).not.toBeNull();
    const kept = await lake.store.getText(manifestKey(LOG, 1));
    await lake.store.delete(manifestKey(LOG, 1));
    expect((await loadSnapshot(lake.store, 'weather')).sequence).toBe(sequence + 9);
    await lake.store.putText(manifestKey(LOG, 1), kept ?? '');
  });

  it('keeps what was replaced as long as an import can be undone, and loses no row when it goes', async () => {
    const { rows } = await readCold();
    const snapshot = await loadSnapshot(lake.store, 'weather');
    const inDays = (days: number) => new Date(Date.now() + days * DAY_MS);
    const orphan = 'silver/weather/compaction-0/a/part-00000.parquet';
    await lake.store.putText(orphan, 'left by a run that died');
    const remove = (days: number) => removeDropped({ store: lake.store, snapshot, now: inDays(days) });
    expect(await remove(0)).toBe(0);
    expect(await remove(29)).toBe(1);
    expect(await lake.store.head(orphan)).toBeNull();
    expect(await remove(31)).toBe(2 * IMPORTS + IMPORTS / 10);
    expect(await remove(31)).toBe(0);
    expect((await readCold()).rows).toEqual(rows);
  });
});
