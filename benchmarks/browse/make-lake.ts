/** The dataset that browsing is measured with: keyed readings in one large import, and a second one that corrects some. */
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { parquetSql, quoteLiteral, type DuckDb } from '../../lib/duckdb';
import { checkFile } from '../../lib/engine/check-file';
import { diskSource } from '../../lib/engine/source/file-source';
import { commitImport } from '../../lib/lake/commit/commit-import';
import { PartCache } from '../../lib/lake/part-cache';
import type { ObjectStore } from '../../lib/lake/object-store';
import { loadSnapshot } from '../../lib/lake/snapshot';
import { writeReadings } from '../harness/write-readings';
import { readingsDefinition } from '../lakeport/readings-definition';

/** One row in so many is corrected by the second import, so that the first has rows that no longer count. */
const CORRECTED_ONE_IN = 100;
const CACHE_BYTES_MAX = 8 * 1024 ** 3;

export interface LakePlace {
  dir: string;
  store: ObjectStore;
  /** May read and write `dir`. */
  db: DuckDb;
}

/** @param rows of the first import as received; about one in a hundred is refused */
export async function makeLake(place: LakePlace, rows: number): Promise<void> {
  const input = path.join(place.dir, 'readings.csv');
  await writeReadings(input, rows);
  await importFile(place, input, 'first');
  await rm(input);
  const corrections = path.join(place.dir, 'corrections.csv');
  await writeCorrections(place, corrections);
  await importFile(place, corrections, 'second');
  await rm(corrections);
}

async function importFile({ dir, store, db }: LakePlace, input: string, importId: string): Promise<void> {
  const workDir = path.join(dir, `import-${importId}`);
  await mkdir(workDir);
  const definition = readingsDefinition({ isKeyed: true });
  const fileName = path.basename(input);
  const source = await diskSource(input);
  const checked = await checkFile({ definition, fileName, source, workDir, duckDb: db, hashRows: true });
  const cache = openCache(dir, store, `cache-${importId}`);
  const { sha256 } = checked;
  await commitImport({ store, cache, workDir, definition, importId, fileName, sha256, checked });
  await Promise.all([workDir, cache.dir].map((folder) => rm(folder, { recursive: true, force: true })));
}

export function openCache(dir: string, store: ObjectStore, name: string): PartCache {
  return new PartCache({ store, dir: path.join(dir, name), maxBytes: CACHE_BYTES_MAX });
}

async function writeCorrections({ dir, store, db }: LakePlace, target: string): Promise<void> {
  const snapshot = await loadSnapshot(store, 'readings');
  const cache = openCache(dir, store, 'cache-corrections');
  await cache.use(
    snapshot.parts('silver').map(({ key }) => key),
    async (paths) => {
      const connection = await db.connect();
      await connection.run(`copy (
          select strftime("timestamp", '%Y-%m-%dT%H:%M:%SZ') as "timestamp", device_id, value + 1 as value, unit, anomaly_score
          from ${parquetSql(paths)} where hash("timestamp") % ${CORRECTED_ONE_IN} = 0
        ) to ${quoteLiteral(target)} (format csv, header)`);
      connection.closeSync();
    },
  );
  await rm(cache.dir, { recursive: true, force: true });
}
