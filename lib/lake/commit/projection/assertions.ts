/**
 * What commits say of keys, as rows of a table: `(place, op, _key, _hash, part, row)`. `place` is the commit's rank
 * among those that stand; a flagged row comes after an accepted one of the same import. Parts name the row's content.
 *
 * - `accept`: the key has this row in silver, and none that waits for review
 * - `flag`: this row waits for review, unless it is the accepted one or has been dismissed
 * - `release` and `dismiss`: the decision on a row that waits for review
 * - `delete`: the key has no row
 */
import type { DuckDBConnection } from '@duckdb/node-api';
import { quoteLiteral } from '../../../duckdb';
import { ROW_ZONES, type RowZone } from '../../keys';
import { mayShareKeys, type KeyRange } from '../../key-range';
import type { Manifest } from '../../manifest';
import type { ImportPart, Snapshot } from '../../snapshot';
import type { CommitContext } from '../commit-draft';
import { parquetRelation } from '../outputs/parquet-relation';

/** Files that one statement reads. */
const FILES_MAX = 500;

/** A byte a row, where a text would be 16. */
const OPS = `enum ('accept', 'flag', 'release', 'dismiss', 'delete')`;

/** A commit, and the one whose rows it asserts: its own, or those of the same bytes. */
export interface Claim {
  place: number;
  importId: string;
  source: Manifest;
}

export type AssertionTable = 'changing' | 'asserted';

/** In the order of the commits' places. A compaction or a switch asserts nothing. */
export function claimsOf(snapshot: Snapshot, commits: readonly Manifest[]): Claim[] {
  return commits
    .filter(({ kind }) => kind !== 'compaction' && kind !== 'switch')
    .toSorted((a, b) => a.place - b.place || a.sequence - b.sequence)
    .map((manifest, index) => ({
      place: index * PLACES,
      importId: manifest.importId,
      source: sourceOf(snapshot, manifest),
    }));
}

/** Places are four apart: a commit's flagged rows come one later, and there is room for another commit in between. */
const PLACES = 4;

/** The place right after as many commits of the order. */
export function placeAfter(commits: number): number {
  return commits * PLACES - 2;
}

function sourceOf(snapshot: Snapshot, manifest: Manifest): Manifest {
  const same = manifest.sameAs === null ? undefined : snapshot.manifestOf(manifest.sameAs);
  return same ? sourceOf(snapshot, same) : manifest;
}

export async function createAssertions(connection: DuckDBConnection, table: AssertionTable): Promise<void> {
  await connection.run(`create or replace table ${table}
    (place bigint, op ${OPS}, _key uuid, _hash uuid, part integer, row bigint)`);
}

/**
 * Adds what the claims say; with a range, only of keys in `wanted_keys(_key)`, all of which are in the range. False
 * when that is not all they said, as retention has removed some of it.
 */
export async function collectAssertions(
  context: CommitContext,
  snapshot: Snapshot,
  claims: readonly Claim[],
  table: AssertionTable,
  range?: KeyRange | null,
): Promise<boolean> {
  const related =
    range === undefined ? claims : claims.filter(({ source }) => mayShareKeys(source.keyRange, range));
  const reader = new AssertionReader(context, table, range === undefined ? '' : WANTED);
  for (const zone of ROW_ZONES) {
    await reader.addWritten(zone, related);
    await reader.addConfirmed(zone, related, snapshot);
    await reader.addDeleted(zone, related);
  }
  await reader.addFromMixedParts(related, snapshot);
  return reader.isComplete;
}

const WANTED = 'where _key in (select _key from wanted_keys)';

interface ClaimedFile {
  key: string;
  place: number;
  op: string;
}

class AssertionReader {
  /** Imports of which a key file is gone: their rows may have been moved to another part. */
  readonly #incomplete = new Set<string>();

  constructor(
    readonly context: CommitContext,
    readonly table: AssertionTable,
    readonly filter: string,
  ) {}

  get isComplete(): boolean {
    return this.#incomplete.size === 0;
  }

  async addWritten(zone: RowZone, claims: readonly Claim[]): Promise<void> {
    const written = claims.flatMap(({ place, source: { importId, [zone]: commit } }) =>
      commit.parts
        .filter(({ mixed }) => !mixed)
        .map((part) => ({ part: { ...part, importId }, place: zonePlace(zone, place) })),
    );
    const places = new Map<string, number[]>();
    for (const { part, place } of written) places.set(part.key, [...(places.get(part.key) ?? []), place]);
    const parts = [...new Map(written.map(({ part }) => [part.key, part])).values()];
    await this.#eachKeyFiles(parts, async (found, listed) => {
      const rows = listed.flatMap(({ file, part, key }) =>
        (places.get(key) ?? []).map((place) => `(${file}::ubigint, ${part}, ${place})`),
      );
      await this
        .#insert(`select listed.place, '${presenceOp(zone)}', found._key, found._hash, listed.part, found.row
        from ${found} join (values ${rows.join(', ')}) as listed(file, part, place) using (file)`);
    });
  }

  async addConfirmed(zone: RowZone, claims: readonly Claim[], snapshot: Snapshot): Promise<void> {
    const lists = claims.flatMap(({ place, source }) => {
      const list = source[zone].confirmed;
      return list ? [{ key: list.key, place: zonePlace(zone, place), op: presenceOp(zone) }] : [];
    });
    await this.#eachLists(lists, async (paths, listed) => {
      const relation = parquetRelation(paths);
      const named = await this.context.connection.runAndReadAll(`select distinct part_key from ${relation}`);
      const wanted = new Set(named.getRows().map(([key]) => String(key)));
      const parts = ROW_ZONES.flatMap((each) => snapshot.writtenParts(each)).filter(({ key }) =>
        wanted.has(key),
      );
      await this.#eachKeyFiles(parts, async (found, files) => {
        const rows = files.map(({ file, part, key }) => `(${file}::ubigint, ${part}, ${quoteLiteral(key)})`);
        await this.#insert(`select claim.place, claim.op, found._key, found._hash, listed.part, found.row
          from ${found} join (values ${rows.join(', ')}) as listed(file, part, part_key) using (file)
          join (select part_key, row, file_index as list from ${relation}) as confirmed
            on confirmed.part_key = listed.part_key and confirmed.row = found.row
          join ${listed} using (list)`);
      });
    });
  }

  async addDeleted(zone: RowZone, claims: readonly Claim[]): Promise<void> {
    const lists = claims.flatMap(({ place, source }) => {
      const list = source[zone].deleted;
      return list ? [{ key: list.key, place, op: source.kind }] : [];
    });
    for (const kind of ['delete', 'release', 'dismiss']) {
      const ofKind = lists.filter(({ op }) => op === kind);
      const hash = kind === 'delete' ? 'null::uuid' : '_hash';
      await this.#eachLists(ofKind, async (paths, listed) => {
        await this.#insert(`select claim.place, claim.op, deleted._key, deleted._hash, null, null
          from (select _key, ${hash} as _hash, file_index as list from ${parquetRelation(paths)} ${this.filter}) as deleted
          join ${listed} using (list)`);
      });
    }
  }

  /** Once the key files of replaced parts are removed, the parts of several imports speak for them. */
  async addFromMixedParts(claims: readonly Claim[], snapshot: Snapshot): Promise<void> {
    const places = claims.filter(({ source }) => this.#incomplete.has(source.importId));
    if (places.length === 0) return;
    const { cache, parts: registry } = this.context;
    const compactions = snapshot.manifests.filter(({ kind }) => kind === 'compaction');
    for (const zone of ROW_ZONES) {
      const imports = places.map(
        ({ place, source }) => `(${quoteLiteral(source.importId)}, ${zonePlace(zone, place)})`,
      );
      const mixed = compactions.flatMap(({ importId, [zone]: commit }) =>
        commit.parts.map((part) => ({ ...part, importId })),
      );
      for (const part of mixed) {
        const [id] = await registry.register([part]);
        await cache.useFound([part.keysKey, part.key], async ([keysPath, path]) => {
          if (!keysPath || !path) return;
          await this
            .#insert(`select claim.place, '${presenceOp(zone)}', found._key, found._hash, ${id}, found.row
            from (select _key, _hash, file_row_number as row from ${parquetRelation([keysPath])} ${this.filter}) as found
            join (select _import, file_row_number as row from ${parquetRelation([path])}) as stored using (row)
            join (values ${imports.join(', ')}) as claim(_import, place) using (_import)`);
        });
      }
    }
  }

  /** Runs with `found(file, _key, _hash, row)` as SQL text, some files at a time. */
  async #eachKeyFiles(
    parts: readonly ImportPart[],
    run: (found: string, listed: { file: number; part: number; key: string }[]) => Promise<void>,
  ): Promise<void> {
    const { cache, parts: registry } = this.context;
    for (let start = 0; start < parts.length; start += FILES_MAX) {
      const batch = parts.slice(start, start + FILES_MAX);
      const ids = await registry.register(batch);
      const keysKeys = batch.map(({ keysKey }) => keysKey);
      await cache.useFound(keysKeys, async (found) => {
        const paths: string[] = [];
        const listed: { file: number; part: number; key: string }[] = [];
        batch.forEach(({ key, importId }, index) => {
          const path = found[index];
          const part = ids[index];
          if (!path || part === undefined) this.#incomplete.add(importId);
          else listed.push({ file: paths.push(path) - 1, part, key });
        });
        if (paths.length === 0) return;
        await run(
          `(select _key, _hash, file_index as file, file_row_number as row
            from ${parquetRelation(paths)} ${this.filter}) as found`,
          listed,
        );
      });
    }
  }

  /** Runs with the lists' paths and `claim(list, place, op)` as SQL text. */
  async #eachLists(
    lists: readonly ClaimedFile[],
    run: (paths: string[], listed: string) => Promise<void>,
  ): Promise<void> {
    for (let start = 0; start < lists.length; start += FILES_MAX) {
      const batch = lists.slice(start, start + FILES_MAX);
      await this.context.cache.useFound(
        batch.map(({ key }) => key),
        async (found) => {
          const present = found.flatMap((path, index) => {
            const list = batch[index];
            return path === null || !list ? [] : [{ path, ...list }];
          });
          if (present.length === 0) return;
          const rows = present.map(({ place, op }, index) => `(${index}::ubigint, ${place}, '${op}')`);
          const listed = `(values ${rows.join(', ')}) as claim(list, place, op)`;
          await run(
            present.map(({ path }) => path),
            listed,
          );
        },
      );
    }
  }

  async #insert(select: string): Promise<void> {
    await this.context.connection.run(`insert into ${this.table} ${select}`);
  }
}

function presenceOp(zone: RowZone): 'accept' | 'flag' {
  return zone === 'silver' ? 'accept' : 'flag';
}

function zonePlace(zone: RowZone, place: number): number {
  return zone === 'silver' ? place : place + 1;
}
