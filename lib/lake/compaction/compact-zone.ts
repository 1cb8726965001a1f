/** Writes the current rows of many small parts of a zone as few parts, and many lists of replaced rows as one. */
import { parquetSql, quoteIdentifier, quoteLiteral } from '../../duckdb';
import { keyFileKey, partKey, rowListKey, type Attempt, type RowZone } from '../keys';
import type { Part, ZoneCommit } from '../manifest';
import type { PartCache } from '../part-cache';
import { groupBySchema } from '../part-schemas';
import { positionsSql, withSuperseded } from '../query/superseded-rows';
import { withConnection } from '../query/with-connection';
import type { ImportPart, Snapshot } from '../snapshot';
import { groupBySize } from './choose-parts';
import { COMPACTION_TIMEOUT_MS, putParquet, type PutContext } from './put-parquet';

export interface CompactZoneRequest extends PutContext {
  cache: PartCache;
  snapshot: Snapshot;
  zone: RowZone;
  attempt: Attempt;
  /** Of the zone's objects. */
  retentionDays: number | null;
  /** Parts to put together, in the snapshot's order. */
  chosen: readonly ImportPart[];
  partBytes: number;
}

export interface CompactedZone {
  commit: ZoneCommit;
  /** The parts and lists that the commit replaces. */
  dropped: string[];
}

/** A part whose file and key file are here. */
interface LocalPart extends ImportPart {
  path: string;
  keysPath: string;
}

/** Parts that retention has removed stay as they are, and so does a part that no other can be put together with. */
export async function compactZone(request: CompactZoneRequest): Promise<CompactedZone> {
  const { cache, snapshot, zone, chosen } = request;
  const keys = chosen.flatMap(({ key, keysKey }) => [key, keysKey]);
  return cache.useFound(keys, (paths) =>
    withSuperseded({ ...request, timeoutMs: COMPACTION_TIMEOUT_MS }, async ({ relation }) => {
      const local = chosen.flatMap((part, index) => {
        const [path, keysPath] = paths.slice(index * 2, index * 2 + 2);
        return path && keysPath ? [{ ...part, path, keysPath }] : [];
      });
      const parts: Part[] = [];
      const dropped: string[] = [];
      for (const group of await groupAlike(request, local)) {
        const part = await writeMixedPart(request, group, parts.length, relation);
        if (part) parts.push(part);
        dropped.push(...group.map(({ key }) => key));
      }
      const superseded = await mergeLists(request, relation, dropped);
      const lists = snapshot.superseded(zone).map(({ key }) => key);
      return {
        commit: { parts, superseded, confirmed: null, deleted: null },
        dropped: [...dropped, ...lists],
      };
    }),
  );
}

/** Groups of at least two parts of the same columns and types, so that no value changes its type by being moved. */
async function groupAlike(
  { db, partBytes }: CompactZoneRequest,
  parts: readonly LocalPart[],
): Promise<LocalPart[][]> {
  const groups = await withConnection(
    db,
    (connection) => groupBySchema(connection, parts),
    COMPACTION_TIMEOUT_MS,
  );
  return groups.flatMap((alike) => groupBySize(alike, partBytes)).filter((group) => group.length > 1);
}

/** The part and its key file hold the rows in one order, that of the commits; null when no row is current any more. */
async function writeMixedPart(
  request: CompactZoneRequest,
  parts: readonly LocalPart[],
  place: number,
  superseded: string,
): Promise<Part | null> {
  const { zone, attempt, retentionDays } = request;
  const current = (paths: readonly string[], columns: string) => `select ${columns}
    from ${parquetSql(paths, 'union_by_name = true')} as stored
    anti join ${positionsSql(superseded, parts)} as superseded
      on superseded.part = stored.file_index and superseded.row = stored.file_row_number
    order by stored.file_index, stored.file_row_number`;
  const paths = parts.map(({ path }) => path);
  const columns = await columnsSql(request, parts, paths);
  const part = await putParquet(
    request,
    partKey(zone, attempt, place),
    current(paths, columns),
    retentionDays,
  );
  if (part.rows === 0) return null;
  const keysPaths = parts.map(({ keysPath }) => keysPath);
  const keys = await putParquet(
    request,
    keyFileKey(zone, attempt, place),
    current(keysPaths, '_key, _hash'),
    retentionDays,
  );
  if (part.rows !== keys.rows)
    throw new Error(`${part.key} has ${part.rows} rows, but ${keys.key} ${keys.rows}.`);
  return { key: part.key, keysKey: keys.key, rows: part.rows, bytes: part.bytes, mixed: true };
}

/** All columns as they are stored, and `_import`, which a part of one import does not store. */
async function columnsSql(
  { db }: CompactZoneRequest,
  parts: readonly LocalPart[],
  paths: readonly string[],
): Promise<string> {
  const names = await withConnection(
    db,
    async (connection) => {
      const files = parquetSql(paths, 'union_by_name = true');
      const described = await connection.runAndReadAll(`describe select * from ${files}`);
      return described.getRows().map(([name]) => String(name));
    },
    COMPACTION_TIMEOUT_MS,
  );
  const imports = parts.map(({ importId }) => quoteLiteral(importId)).join(', ');
  const ofPart = `[${imports}][stored.file_index::bigint + 1]`;
  const stored = names.filter((name) => name !== '_import').map(quoteIdentifier);
  const importId = names.includes('_import') ? `coalesce(_import, ${ofPart})` : ofPart;
  return [...stored, `${importId} as _import`].join(', ');
}

/** All lists without what they say of dropped parts: one list. */
async function mergeLists(
  request: CompactZoneRequest,
  superseded: string,
  dropped: readonly string[],
): Promise<ZoneCommit['superseded']> {
  const { zone, attempt, snapshot } = request;
  const gone = new Set(dropped);
  const left = snapshot.parts(zone).filter(({ key }) => !gone.has(key));
  if (left.length === 0) return null;
  const listed = left.map(({ key }) => quoteLiteral(key)).join(', ');
  const sql = `select part_key, row from ${superseded} where part_key in (${listed}) order by part_key, row`;
  // A list names rows of parts that may stay longer than it would: without it they would count again.
  const { key, rows } = await putParquet(request, rowListKey(zone, attempt, 'superseded'), sql, null);
  return rows === 0 ? null : { key, rows };
}
