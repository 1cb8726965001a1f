import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compactDataset } from '../compaction/compact-dataset';
import type { Manifest } from '../manifest';
import { LakeFixture, type FixtureRow } from '../testing/lake-fixture';
import { commitSameBytes, findSameBytes } from './same-bytes';
import {
  CommitModel,
  type ModelCommit,
  type ModelOutcome,
  type ModelRow,
  type SelectionOp,
} from './testing/commit-model';

const RUNS = Number(process.env['COMMIT_RUNS'] ?? 40);
const seed = Number(process.env['COMMIT_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

const STATIONS = ['A', 'B', 'C'];
const DATE = '2025-01-01';

const rowsArbitrary = fc.uniqueArray(
  fc.record({
    key: fc.constantFrom(...STATIONS),
    isFlagged: fc.boolean(),
    max: fc.integer({ min: 0, max: 1 }),
  }),
  { selector: ({ key }) => key, maxLength: STATIONS.length },
);

const keysArbitrary = fc.uniqueArray(fc.constantFrom(...STATIONS), { minLength: 1 });
const pick = fc.nat({ max: 30 });

const stepArbitrary = fc.oneof(
  { weight: 5, arbitrary: fc.record({ op: fc.constant('load' as const), rows: rowsArbitrary }) },
  { weight: 1, arbitrary: fc.record({ op: fc.constant('again' as const), pick }) },
  { weight: 4, arbitrary: fc.record({ op: fc.constant('undo' as const), pick }) },
  { weight: 2, arbitrary: fc.record({ op: fc.constant('replay' as const), pick, rows: rowsArbitrary }) },
  { weight: 1, arbitrary: fc.record({ op: fc.constant('compact' as const) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      op: fc.constantFrom<SelectionOp>('delete', 'release', 'dismiss'),
      keys: keysArbitrary,
    }),
  },
);

type Step = typeof stepArbitrary extends fc.Arbitrary<infer Value> ? Value : never;

/** The lake and the model side by side. */
class Comparison {
  readonly #model = new CommitModel();
  readonly #loads: { id: string; rows: ModelRow[] }[] = [];
  #steps = 0;

  constructor(readonly lake: LakeFixture) {}

  async take(step: Step): Promise<void> {
    this.#steps += 1;
    const id = `import-${this.#steps}`;
    switch (step.op) {
      case 'load':
        return this.#load(id, step.rows);
      case 'again': {
        const earlier = this.#loads[step.pick % Math.max(1, this.#loads.length)];
        return this.#load(id, earlier?.rows ?? []);
      }
      case 'undo':
        return this.#undo(id, this.#model.commits[step.pick % Math.max(1, this.#model.commits.length)]);
      case 'replay': {
        const earlier = this.#loads[step.pick % Math.max(1, this.#loads.length)];
        if (!earlier) return;
        return this.#replay(id, earlier.id, step.rows);
      }
      case 'compact':
        return this.#compact();
      default:
        return this.#select(id, step.op, step.keys);
    }
  }

  async #load(id: string, rows: ModelRow[]): Promise<void> {
    const expected = this.#model.load(id, rows);
    this.#loads.push({ id, rows });
    const etag = JSON.stringify(rows);
    const definition = { name: 'weather', version: 1, schema: { primaryKey: ['station', 'date'] } };
    const same = findSameBytes(await this.lake.snapshot(), {
      etag,
      sizeBytes: 100,
      definitionVersion: 1,
      fileName: id,
      needsFileName: false,
      rowsKeptDays: null,
    });
    const manifest = same
      ? await commitSameBytes({ store: this.lake.store, definition, importId: id, fileName: id, etag, same })
      : await this.lake.commit({ importId: id, ...asFixture(rows) }, { etag });
    await this.#expect(manifest, expected);
  }

  async #undo(id: string, target: ModelCommit | undefined): Promise<void> {
    if (!target) return;
    if (target.kind === 'undo' || !this.#model.isStanding(target.id)) {
      await expect(this.lake.undo(id, target.id)).rejects.toMatchObject({ code: 'conflict' });
      return;
    }
    const dry = await this.lake.undo(id, target.id, { dryRun: true });
    const expected = this.#model.undo(id, target.id);
    const manifest = await this.lake.undo(id, target.id);
    expect(dry.effect).toEqual(manifest.effect);
    await this.#expect(manifest, expected);
  }

  async #replay(id: string, replayed: string, rows: ModelRow[]): Promise<void> {
    const fixture = { importId: id, ...asFixture(rows) };
    const dry = await this.lake.replay(fixture, replayed, { dryRun: true });
    const expected = this.#model.replay(id, replayed, rows);
    this.#loads.push({ id, rows });
    const manifest = await this.lake.replay(fixture, replayed);
    expect([dry.effect, dry.counts]).toEqual([manifest.effect, manifest.counts]);
    await this.#expect(manifest, expected);
  }

  async #select(id: string, op: SelectionOp, stations: string[]): Promise<void> {
    const expected = this.#model.select(id, op, stations);
    const keys = await Promise.all(stations.map((station) => this.lake.keyOf(station, DATE)));
    const dry = await this.lake.select(op, id, [...keys, keys[0] ?? ''], { dryRun: true });
    const manifest = await this.lake.select(op, id, [...keys, keys[0] ?? '']);
    expect([dry.effect, dry.counts]).toEqual([manifest.effect, manifest.counts]);
    await this.#expect(manifest, expected);
  }

  async #compact(): Promise<void> {
    const { store, cache, db, workDir } = this.lake;
    await compactDataset({
      store,
      cache,
      db,
      workDir,
      dataset: 'weather',
      retentionDays: { silver: null, anomalies: null },
      limits: { smallPartsMax: 1 },
    });
    await this.#expectState();
  }

  async #expect(manifest: Manifest | null, { counts, effect }: ModelOutcome): Promise<void> {
    expect(manifest?.counts).toMatchObject(counts);
    expect(manifest?.effect).toEqual(effect);
    await this.#expectState();
  }

  async #expectState(): Promise<void> {
    const snapshot = await this.lake.snapshot();
    const standing = snapshot.standing().filter(({ kind }) => kind !== 'compaction');
    expect(standing.map(({ importId }) => importId)).toEqual(this.#model.standingIds());
    for (const zone of ['silver', 'anomalies'] as const) {
      const rows = await this.lake.currentRows(zone);
      const found = rows.map((row) => [String(row['station']), row['max']]);
      expect(Object.fromEntries(found)).toEqual(Object.fromEntries(this.#model.state()[zone]));
      expect(found).toHaveLength(snapshot.currentRows(zone));
    }
  }
}

function asFixture(rows: readonly ModelRow[]): { accepted: FixtureRow[]; anomalies: FixtureRow[] } {
  const row = ({ key, max }: ModelRow): FixtureRow => ({ station: key, date: DATE, max, note: null });
  return {
    accepted: rows.filter(({ isFlagged }) => !isFlagged).map(row),
    anomalies: rows.filter(({ isFlagged }) => isFlagged).map(row),
  };
}

it('what is current is what the imports that stand say, in the order of their places', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(stepArbitrary, { minLength: 2, maxLength: 14 }), async (steps) => {
      const lake = await LakeFixture.open();
      try {
        const comparison = new Comparison(lake);
        for (const step of steps) await comparison.take(step);
      } finally {
        await lake.close();
      }
    }),
    { numRuns: RUNS, seed },
  );
}, 0);
