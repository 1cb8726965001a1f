/** A small lake on the file system for tests: real Parquet in, real commits, real queries. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openDuckDb, quoteIdentifier, quoteLiteral, type DuckDb } from '../../duckdb';
import type { LakeColumn } from '../columns';
import type { CheckedFile, CheckedImport } from '../commit/incoming/checked-import';
import { commitImport, type CommitImportOptions } from '../commit/commit-import';
import { commitSelection, type CommitSelectionOptions, type SelectionKind } from '../commit/commit-selection';
import { commitUndo, type CommitUndoOptions } from '../commit/commit-undo';
import type { RowZone } from '../keys';
import type { Manifest } from '../manifest';
import type { ObjectStore } from '../object-store';
import { PartCache } from '../part-cache';
import { queryRecords, type RecordRow } from '../query/query-records';
import { SQL_TYPES } from '../query/sql-types';
import { loadSnapshot, type Snapshot } from '../snapshot';
import { FileObjectStore } from './file-object-store';

export const WEATHER_COLUMNS: LakeColumn[] = [
  { name: 'station', type: 'string', title: 'Station' },
  { name: 'date', type: 'date' },
  { name: 'max', type: 'number', unit: '°C' },
  { name: 'note', type: 'string' },
];

type Cell = string | number | boolean | null | undefined;
export type FixtureRow = Record<string, Cell>;

export interface FixtureImport {
  importId: string;
  accepted?: FixtureRow[];
  anomalies?: FixtureRow[];
  /** Rows of one checked file; all in one without it. */
  rowsPerFile?: number;
  columns?: LakeColumn[];
  primaryKey?: string[];
  version?: number;
}

export class LakeFixture {
  #files = 0;

  private constructor(
    readonly dir: string,
    readonly store: FileObjectStore,
    readonly cache: PartCache,
    readonly db: DuckDb,
  ) {}

  static async open(): Promise<LakeFixture> {
    const dir = await mkdtemp(path.join(tmpdir(), 'lake-'));
    const store = new FileObjectStore(path.join(dir, 'bucket'));
    const cache = new PartCache({ store, dir: path.join(dir, 'cache'), maxBytes: 100 * 1024 ** 2 });
    await mkdir(path.join(dir, 'work'));
    const db = await openDuckDb({ dirs: [path.join(dir, 'work'), cache.dir], threads: 2 });
    return new LakeFixture(dir, store, cache, db);
  }

  get workDir(): string {
    return path.join(this.dir, 'work');
  }

  async close(): Promise<void> {
    this.db.close();
    await rm(this.dir, { recursive: true });
  }

  /** Commits rows as if a file of them had been checked. */
  async commit(fixture: FixtureImport, overrides: Partial<CommitImportOptions> = {}): Promise<Manifest> {
    return commitImport({
      ...this.#shared(fixture.importId, fixture),
      checked: await this.check(fixture),
      ...overrides,
    });
  }

  /** Runs an import again in the place of what it was. */
  async replay(
    fixture: FixtureImport,
    replayed: string,
    overrides: Partial<CommitImportOptions> = {},
  ): Promise<Manifest> {
    const { place } = (await this.snapshot()).manifestOf(replayed) ?? {};
    if (place === undefined) throw new Error(`${replayed} has not been committed.`);
    return this.commit(fixture, { kind: 'replay', place, unseats: [replayed], ...overrides });
  }

  async undo(
    importId: string,
    undoes: string,
    overrides: Partial<CommitUndoOptions> = {},
  ): Promise<Manifest> {
    return commitUndo({ ...this.#shared(importId), undoes, ...overrides });
  }

  /** Deletes, releases or dismisses rows by their keys, as key files have them. */
  async select(
    kind: SelectionKind,
    importId: string,
    keys: readonly string[],
    overrides: Partial<CommitSelectionOptions> = {},
  ): Promise<Manifest> {
    this.#files += 1;
    const keysPath = path.join(this.workDir, `keys-${this.#files}.ndjson`);
    await writeFile(keysPath, keys.map((key) => `${JSON.stringify({ key })}\n`).join(''));
    return commitSelection({ ...this.#shared(importId), kind, keysPath, ...overrides });
  }

  async snapshot(): Promise<Snapshot> {
    return loadSnapshot(this.store, 'weather');
  }

  /** With `select`, these columns and lineage only. */
  async currentRows(
    zone: RowZone = 'silver',
    columns = WEATHER_COLUMNS,
    select?: string[],
  ): Promise<RecordRow[]> {
    const snapshot = await this.snapshot();
    const { cache, db } = this;
    const query = { cache, db, snapshot, columns, zone, limit: 1000 };
    return (await queryRecords(select ? { ...query, select } : query)).rows;
  }

  /** What a key file has for the values of the key columns. */
  async keyOf(...values: Cell[]): Promise<string> {
    const connection = await this.db.connect();
    const texts = values.map((value) => `coalesce(${literal(value)}::varchar, chr(30))`);
    const found = await connection.runAndReadAll(
      `select md5(concat_ws(chr(31), ${texts.join(', ')}))::uuid::varchar`,
    );
    connection.closeSync();
    return String(found.getRows()[0]?.[0]);
  }

  #shared(importId: string, { version = 1, primaryKey = ['station', 'date'] }: Partial<FixtureImport> = {}) {
    return {
      store: this.store,
      cache: this.cache,
      workDir: this.workDir,
      definition: { name: 'weather', version, schema: { primaryKey } },
      importId,
      fileName: `${importId}.csv`,
      sha256: 'f'.repeat(64),
    };
  }

  async check(fixture: FixtureImport): Promise<CheckedImport> {
    const { accepted = [], anomalies = [] } = fixture;
    return {
      counts: {
        received: accepted.length + anomalies.length,
        accepted: accepted.length,
        anomalous: anomalies.length,
        rejected: 0,
        blank: 0,
        inserted: null,
        updated: null,
        unchanged: null,
        bytes: 100,
        seconds: 1,
        rowsPerSecond: 1,
      },
      accepted: await this.#writeFiles(accepted, fixture, []),
      anomalies: await this.#writeFiles(anomalies, fixture, ['odd']),
    };
  }

  /** A cache of another reader, which has none of this lake's files yet. */
  coldCache(store: ObjectStore = this.store): PartCache {
    this.#files += 1;
    return new PartCache({
      store,
      dir: path.join(this.workDir, `cold-${this.#files}`),
      maxBytes: 100 * 1024 ** 2,
    });
  }

  async #writeFiles(rows: FixtureRow[], fixture: FixtureImport, flags: string[]): Promise<CheckedFile[]> {
    const size = fixture.rowsPerFile ?? rows.length;
    const files: CheckedFile[] = [];
    for (let start = 0; start < rows.length; start += size) {
      const slice = rows.slice(start, start + size);
      files.push({ path: await this.#writeFile(slice, start, fixture, flags), rows: slice.length });
    }
    return files;
  }

  async #writeFile(
    rows: FixtureRow[],
    start: number,
    fixture: FixtureImport,
    flags: string[],
  ): Promise<string> {
    const { importId, columns = WEATHER_COLUMNS, primaryKey = ['station', 'date'] } = fixture;
    this.#files += 1;
    const file = path.join(this.workDir, `checked-${this.#files}.parquet`);
    const names = columns.map(({ name }) => quoteIdentifier(name));
    const text = (name: string) => `coalesce(${name}::varchar, chr(30))`;
    const key = primaryKey.map((name) => text(quoteIdentifier(name))).join(', ');
    const values = rows.map((row, index) => {
      const cells = columns.map(({ name, type }) => `${literal(row[name])}::${SQL_TYPES[type]}`);
      return `(${[...cells, start + index + 2].join(', ')})`;
    });
    const sql = `select ${names.join(', ')}, ${quoteLiteral(`${importId}.csv`)} as _file, _line::bigint as _line,
        [${flags.map(quoteLiteral).join(', ')}]::varchar[] as _flags,
        ${primaryKey.length === 0 ? 'null' : `md5(concat_ws(chr(31), ${key}))`}::uuid as _key,
        md5(concat_ws(chr(31), ${names.map(text).join(', ')}))::uuid as _hash
      from (values ${values.join(', ')}) as rows(${[...names, '_line'].join(', ')})`;
    const connection = await this.db.connect();
    await connection.run(`copy (${sql}) to ${quoteLiteral(file)} (format parquet)`);
    connection.closeSync();
    return file;
  }
}

function literal(cell: Cell): string {
  if (cell === null || cell === undefined) return 'null';
  return typeof cell === 'string' ? quoteLiteral(cell) : String(cell);
}
