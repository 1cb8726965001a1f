import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { outputColumns } from '../../lib/dataset/definition';
import { openDuckDb, parquetSql, type DuckDb } from '../../lib/duckdb';
import { FACET_LIMITS, queryFacets } from '../../lib/lake/query/query-facets';
import { queryRecords } from '../../lib/lake/query/query-records';
import type { Snapshot } from '../../lib/lake/snapshot';
import { loadSnapshot } from '../../lib/lake/snapshot';
import { FileObjectStore } from '../../lib/lake/testing/file-object-store';
import { describeMachine } from '../harness/describe-machine';
import { medianOf } from '../harness/median-of';
import type { BrowseOptions } from '../harness/parse-options';
import { formatNumber, renderTable } from '../harness/render-table';
import { readingsDefinition } from '../lakeport/readings-definition';
import { BROWSE_CASES, type BrowseCase } from './browse-cases';
import { makeLake, openCache, type LakePlace } from './make-lake';

const PAGE_ROWS = 100;
/** A first page of a sorted and filtered dataset, with its total, from a warm cache. */
const AIM_MS = 500;
/** What DuckDB gets in a function. */
const MEMORY_MB = 1200;
const COLUMNS = outputColumns(readingsDefinition({ isKeyed: true }));
const FACETS = ['timestamp', 'device_id', 'value', 'unit', 'anomaly_score', '_import', '_flags'];

interface Timed {
  ms: number[];
  cpuMs: number[];
}

interface MeasuredCase {
  title: string;
  own: Timed;
  plain: Timed;
}

/** How long the portal's questions take over a large dataset; the report as Markdown. */
export async function benchBrowse(
  { rows, rounds }: BrowseOptions,
  onRun: (sentence: string) => void,
): Promise<string> {
  const dir = await mkdtemp(path.join(tmpdir(), 'lakeport-bench-'));
  const db = await openDuckDb({ dirs: [dir], memoryLimitMb: MEMORY_MB });
  try {
    const place: LakePlace = { dir, store: new FileObjectStore(path.join(dir, 'bucket')), db };
    onRun(`Making a dataset of ${formatNumber(rows)} rows`);
    await makeLake(place, rows);
    const snapshot = await loadSnapshot(place.store, 'readings');
    const cold = await measureCold(place, snapshot);
    const cases = await measureCases(place, snapshot, rounds, onRun);
    const facets = await measureFacets(place, snapshot, rounds);
    const parts = snapshot.parts('silver').length;
    return [
      `${new Date().toISOString().slice(0, 10)} · ${await describeMachine()}`,
      `### ${formatNumber(snapshot.currentRows('silver'))} current rows in ${parts} parts, ${rounds} rounds`,
      renderTable(
        [
          'first page and total',
          'best ms',
          'ms',
          'CPU ms',
          'plain best ms',
          'plain ms',
          'plain CPU ms',
          'ratio',
        ],
        cases.map(caseCells),
      ).join('\n'),
      [renderAim(cases), `- first page with an empty cache: ${formatNumber(cold)} ms`, ...facets].join('\n'),
    ].join('\n\n');
  } finally {
    db.close();
    await rm(dir, { recursive: true, force: true });
  }
}

async function measureCases(
  place: LakePlace,
  snapshot: Snapshot,
  rounds: number,
  onRun: (sentence: string) => void,
): Promise<MeasuredCase[]> {
  const cache = openCache(place.dir, place.store, 'cache-warm');
  const measured = BROWSE_CASES.map(({ title }) => ({ title, own: noTimes(), plain: noTimes() }));
  const keys = snapshot.parts('silver').map(({ key }) => key);
  await cache.use(keys, async (paths) => {
    // The first round warms up and does not count.
    for (let round = 0; round <= rounds; round += 1) {
      onRun(`Round ${round} of ${rounds}`);
      for (const [index, one] of BROWSE_CASES.entries()) {
        const times = round === 0 ? undefined : measured[index];
        await timed(times?.own, () => ask({ ...place, cache, snapshot }, one));
        await timed(times?.plain, () => askPlainly(place.db, paths, one));
      }
    }
  });
  return measured;
}

async function measureCold(place: LakePlace, snapshot: Snapshot): Promise<number> {
  const [, newest] = BROWSE_CASES;
  if (!newest) return NaN;
  const times = noTimes();
  for (let round = 0; round < 3; round += 1) {
    const cache = openCache(place.dir, place.store, `cache-cold-${round}`);
    await timed(times, () => ask({ ...place, cache, snapshot }, newest));
    await rm(cache.dir, { recursive: true, force: true });
  }
  return medianOf(times.ms);
}

async function measureFacets(place: LakePlace, snapshot: Snapshot, rounds: number): Promise<string[]> {
  const cache = openCache(place.dir, place.store, 'cache-warm-facets');
  const times = noTimes();
  const query = { ...place, cache, snapshot, columns: COLUMNS, zone: 'silver', facets: FACETS } as const;
  await queryFacets(query);
  let exact = 0;
  for (let round = 0; round < rounds; round += 1) {
    await timed(times, async () => {
      const found = await queryFacets(query);
      exact = Math.max(exact, found.filter(({ cut }) => !cut).length);
    });
  }
  const budget = formatNumber(FACET_LIMITS.budgetMs);
  return [
    `- ${FACETS.length} facets within ${budget} ms: ${formatNumber(medianOf(times.ms))} ms, up to ${exact} of them counted over all rows, the others over a sample`,
  ];
}

async function ask(
  source: LakePlace & { cache: ReturnType<typeof openCache>; snapshot: Snapshot },
  { query }: BrowseCase,
): Promise<void> {
  const { store: _store, dir: _dir, ...rest } = source;
  await queryRecords({ ...rest, ...query, columns: COLUMNS, zone: 'silver', withTotal: true });
}

/** With all rows that were ever written, as plain SQL knows nothing of those that count no longer. */
async function askPlainly(db: DuckDb, paths: readonly string[], { plain }: BrowseCase): Promise<void> {
  const names = COLUMNS.map(({ name }) => `"${name}"`).join(', ');
  const fitting = `from ${parquetSql(paths)} where ${plain.where}`;
  const connections = await Promise.all([db.connect(), db.connect()]);
  await Promise.all([
    connections[0].runAndReadAll(`select ${names} ${fitting} ${plain.orderBy} limit ${PAGE_ROWS}`),
    connections[1].runAndReadAll(`select count(*) ${fitting}`),
  ]);
  for (const connection of connections) connection.closeSync();
}

async function timed(times: Timed | undefined, work: () => Promise<void>): Promise<void> {
  const startedAt = performance.now();
  const cpu = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(cpu);
  times?.ms.push(performance.now() - startedAt);
  times?.cpuMs.push((user + system) / 1000);
}

function noTimes(): Timed {
  return { ms: [], cpuMs: [] };
}

function caseCells({ title, own, plain }: MeasuredCase): string[] {
  const ratios = own.ms.map((ms, round) => (plain.ms[round] ?? NaN) / ms);
  const numbers = [own, plain].flatMap(({ ms, cpuMs }) => [Math.min(...ms), medianOf(ms), medianOf(cpuMs)]);
  return [title, ...numbers.map((value) => formatNumber(value)), formatNumber(medianOf(ratios), 2)];
}

function renderAim(cases: readonly MeasuredCase[]): string {
  const slow = cases.filter(({ own }) => Math.min(...own.ms) > AIM_MS).map(({ title }) => title);
  const verdict = slow.length === 0 ? 'reached' : `missed by “${slow.join('”, “')}”`;
  return `- first page and total, best round, aim at most ${AIM_MS} ms: ${verdict}`;
}
