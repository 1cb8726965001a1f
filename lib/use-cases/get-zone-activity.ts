import { encodeTime } from 'ulid';
import type { DatasetTable } from '../aws/dataset-table';
import type { ObjectStore } from '../lake/object-store';
import { ZONES, type Zone } from '../lake/zones';
import type { Actor } from '../roles';
import { authorize, EVERY_DATASET } from './authorize';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Objects of one dataset and zone that are counted; more of them are said to be more, not counted. */
const OBJECTS_MAX = 10_000;
/** Random characters of a ULID, which follow its time. */
const ULID_LOWEST_TAIL = '0'.repeat(16);

export interface ZoneActivity {
  zone: Zone;
  files24h: number;
  bytes24h: number;
  /** Whether counting stopped at its limit. */
  cut: boolean;
}

/**
 * Files written to each zone in the last 24 hours. Keys carry the import's ULID, which begins with its time,
 * so only the objects of a day's imports are listed, however large the lake is. Gold has no import in its
 * keys and few objects; those are told by their own time.
 */
export async function getZoneActivity(
  deps: { datasets: DatasetTable; store: ObjectStore },
  actor: Actor,
  now: Date = new Date(),
): Promise<ZoneActivity[]> {
  authorize(actor, 'read', EVERY_DATASET);
  const datasets = await deps.datasets.list();
  const since = now.getTime() - DAY_MS;
  return Promise.all(
    ZONES.map(async (zone) => {
      const counts = await Promise.all(
        datasets.map((dataset) => countSince(deps.store, zone, dataset.name, since)),
      );
      return {
        zone,
        files24h: counts.reduce((sum, { files }) => sum + files, 0),
        bytes24h: counts.reduce((sum, { bytes }) => sum + bytes, 0),
        cut: counts.some(({ cut }) => cut),
      };
    }),
  );
}

async function countSince(store: ObjectStore, zone: Zone, dataset: string, since: number) {
  const prefix = `${zone}/${dataset}/`;
  const startAfter = zone === 'gold' ? undefined : `${prefix}${encodeTime(since)}${ULID_LOWEST_TAIL}`;
  let files = 0;
  let bytes = 0;
  let seen = 0;
  for await (const object of store.list(prefix, startAfter)) {
    seen += 1;
    if (seen > OBJECTS_MAX) return { files, bytes, cut: true };
    if (Date.parse(object.lastModified) < since) continue;
    files += 1;
    bytes += object.sizeBytes;
  }
  return { files, bytes, cut: false };
}
