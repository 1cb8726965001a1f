/** What imports have said of one key, whether it stands or has been taken back. */
import { LakeportError } from '../../errors';
import { mayShareKeys } from '../key-range';
import { ROW_ZONES, type RowZone } from '../keys';
import type { Manifest } from '../manifest';
import type { JsonValue } from '../query/json-values';
import { lineageName } from '../selection/read-rows';
import type { ImportPart } from '../snapshot';
import { allRows } from './all-rows';
import { findKey, type KeyRequest } from './find-key';
import { findRemovals } from './find-removals';
import { rowsOfKey } from './rows-of-key';

export interface RecordVersion extends Pick<Manifest, 'importId' | 'sequence' | 'committedAt' | 'fileName'> {
  kind: Manifest['kind'];
  zone: RowZone;
  file: string | null;
  line: number | null;
  /** In the order of the columns; null where the import removed the row. */
  values: JsonValue[] | null;
  /** Whether it is the row that counts now. */
  current: boolean;
  /** Whether its import stands. */
  stands: boolean;
}

/**
 * The versions, newest first. Imports that had the row as it was already are not among them: they added nothing.
 * @throws LakeportError `record-not-found` when no part has the row, or has it any more
 */
export async function queryRecordHistory(request: KeyRequest): Promise<RecordVersion[]> {
  const { snapshot } = request;
  const found = await findKey(request);
  if (!found) {
    throw new LakeportError('record-not-found', 'The row is not there, or not any more.', {
      resolution: 'Its part may have expired. Load the rows again.',
    });
  }
  const { key, range } = found;
  const manifests = snapshot.manifests.filter(({ keyRange }) => mayShareKeys(keyRange, range));
  const standing = new Set(snapshot.standing().map(({ importId }) => importId));
  const versions: RecordVersion[] = [];
  for (const zone of ROW_ZONES) {
    const current = await currentLineage({ ...request, zone }, key, manifests);
    const rows = await rowsOfKey(
      { ...request, zone, snapshot: allRows(snapshot) },
      key,
      assertingParts(zone, manifests),
    );
    for (const { part, lineage, values } of rows) {
      const manifest = snapshot.manifestOf(part.importId);
      if (!manifest) continue;
      versions.push({
        ...wordOf(manifest, standing),
        zone,
        file: lineage.file,
        line: lineage.line,
        values,
        current: current === lineageName(lineage),
      });
    }
  }
  for (const { manifest, zone } of await findRemovals(request, key, manifests)) {
    const nothing = { file: null, line: null, values: null, current: false };
    versions.push({ ...wordOf(manifest, standing), zone, ...nothing });
  }
  return markNewest(versions.toSorted((one, other) => other.sequence - one.sequence));
}

function wordOf(
  { importId, kind, sequence, committedAt, fileName }: Manifest,
  standing: ReadonlySet<string>,
) {
  return { importId, kind, sequence, committedAt, fileName, stands: standing.has(importId) };
}

/** A row that was released, or came back, has the lineage of the first one: only the newest word on it is current. */
function markNewest(versions: RecordVersion[]): RecordVersion[] {
  const first = ROW_ZONES.map((zone) =>
    versions.find((version) => version.zone === zone && version.current && version.stands),
  );
  return versions.map((version) => ({ ...version, current: first.includes(version) }));
}

/** Parts whose rows are their import's word: a part of several imports repeats others', except that of a release. */
function assertingParts(zone: RowZone, manifests: readonly Manifest[]): ImportPart[] {
  return manifests.flatMap(({ importId, kind, [zone]: commit }) =>
    commit.parts.filter(({ mixed }) => !mixed || kind === 'release').map((part) => ({ ...part, importId })),
  );
}

async function currentLineage(
  request: KeyRequest,
  key: string,
  manifests: readonly Manifest[],
): Promise<string | null> {
  const inRange = new Set(manifests.map(({ importId }) => importId));
  const parts = request.snapshot
    .parts(request.zone)
    .filter((part) => part.mixed || inRange.has(part.importId));
  const [row] = await rowsOfKey(request, key, parts);
  return row ? lineageName(row.lineage) : null;
}
