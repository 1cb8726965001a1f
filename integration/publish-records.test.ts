import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RecordTable, RecordWriter } from '../lib/aws/record-table';
import type { Actor } from '../lib/roles';
import { getRecord } from '../lib/use-cases/get-record';
import { loadSnapshot } from '../lib/lake/snapshot';
import type { FixtureRow } from '../lib/lake/testing/lake-fixture';
import { PublishingStage, type Overrides } from './publishing-stage';

let stage: PublishingStage;
beforeEach(async () => {
  stage = await PublishingStage.open();
});
afterEach(() => stage.close());

const day = (station: string, max: number): FixtureRow => ({ station, date: '2025-01-01', max, note: null });
const many = (count: number, max: number) =>
  Array.from({ length: count }, (_, index) => day(`S${index}`, max));

async function expectCurrent(primaryKey?: string[]): Promise<void> {
  expect(await stage.items()).toEqual(await stage.currentRows(primaryKey));
}

describe('the Records table', () => {
  it('follows loads, undos, deletions and reviews, row by row', async () => {
    await stage.load('one', [day('A', 1), day('B', 1), day('C', 1)], [day('X', 99)]);
    await stage.publish();
    await expectCurrent();
    const changes = [
      () => stage.load('two', [day('B', 2), day('C', 1), day('D', 2)]),
      () => stage.undo('undo two', 'two'),
      () => stage.select('delete', 'delete', [day('A', 0), day('none', 0)]),
      () => stage.select('release', 'release', [day('X', 0)]),
      () => stage.undo('undo delete', 'delete'),
      () => stage.undo('undo release', 'release'),
      () => stage.replay('replay one', 'one', [day('A', 5), day('B', 5), day('E', 5)]),
      () => stage.load('three', [day('E', 6)]),
      () => stage.undo('undo replay one', 'replay one'),
      () => stage.undo('undo three', 'three'),
      () => stage.undo('undo one', 'one'),
    ];
    for (const change of changes) {
      await change();
      await stage.publish();
      await expectCurrent();
    }
    expect(await stage.items()).toEqual([]);
  });

  it('comes to the same after many commits at once, with compactions among them', async () => {
    await stage.load('one', [day('A', 1), day('B', 1), day('C', 1)]);
    await stage.load('two', [day('B', 2), day('D', 2)]);
    await stage.publish();
    await stage.load('three', [day('D', 3), day('E', 3)]);
    expect(await stage.compact()).not.toBeNull();
    await stage.select('delete', 'delete', [day('A', 0), day('E', 0)]);
    await stage.load('four', [day('F', 4)]);
    await stage.undo('undo two', 'two');
    await stage.publish();
    await expectCurrent();
    await stage.load('five', [day('G', 5)]);
    expect(await stage.compact()).not.toBeNull();
    await stage.publish();
    await expectCurrent();
  });

  it('has the rows of another log after a switch, and none that it lacks', async () => {
    await stage.load('one', [day('A', 1), day('B', 1), day('C', 1)]);
    await stage.publish();
    await stage.load('two', [day('B', 2), day('D', 2)]);
    await stage.switchTo('replay', [day('A', 1), day('B', 7)]);
    await stage.load('three', [day('E', 3)]);
    await stage.publish();
    await expectCurrent();
    expect(await stage.items()).toHaveLength(3);
  });

  it('passes over a part that retention has removed', async () => {
    await stage.load('one', [day('A', 1), day('B', 1)]);
    const { silver } = await stage.load('two', [day('C', 1)]);
    for (const { key, keysKey } of silver.parts) {
      await stage.lake.store.delete(key);
      await stage.lake.store.delete(keysKey);
    }
    await stage.select('delete', 'delete', [day('A', 0)]);
    await stage.publish();
    await expectCurrent();
    expect(await stage.items()).toHaveLength(1);
  });

  it('is built anew under another key', async () => {
    await stage.load('one', [day('A', 1), day('B', 1), day('C', 1)]);
    await stage.publish();
    await stage.define(2, ['station']);
    await stage.load('two', [day('B', 2)]);
    await stage.publish();
    await expectCurrent(['station']);
  });
});

describe('a record by its key', () => {
  const reader: Actor = { name: 'reader', roles: ['analysts'] };
  const get = (...key: string[]) =>
    getRecord({ ...stage.lake, datasets: stage.datasets, records: stage.records }, reader, {
      dataset: 'weather',
      key,
    });

  it('is found before it is in the table, from there afterwards, and is gone when its import was undone', async () => {
    await stage.load('one', [day('A', 1)]);
    const expected = { ...day('A', 1), _import: 'one', _file: 'one.csv', _line: 2 };
    expect(await get('A', '2025-01-01')).toMatchObject(expected);
    await stage.publish();
    expect(await get('A', '2025-01-01')).toEqual(expected);
    await stage.undo('undo', 'one');
    await stage.publish();
    await expect(get('A', '2025-01-01')).rejects.toMatchObject({ code: 'record-not-found' });
  });

  it('is found when it is larger than an item of the table can be', async () => {
    const note = 'x'.repeat(450_000);
    await stage.load('one', [{ ...day('A', 1), note }]);
    await stage.publish();
    expect(await get('A', '2025-01-01')).toMatchObject({ note, _import: 'one' });
  });
});

describe('publishing that ends in the middle', () => {
  /** Kills the publisher at its n-th batch of rows, before or after they were written. */
  async function publishKilledAt(batch: number, isAfter: boolean, overrides: Overrides = {}): Promise<void> {
    const seen = counting(stage.records, async (count, write) => {
      if (count < batch || isAfter) await write();
      if (count >= batch) throw new Error('killed');
    });
    await stage.publish({ ...SMALL_STEPS, ...overrides, records: seen.records }).catch((error: unknown) => {
      if (!(error instanceof Error) || error.message !== 'killed') throw error;
    });
  }

  it('goes on where it was, whoever goes on', async () => {
    await stage.load('one', many(40, 1));
    await stage.publish();
    await stage.load('two', many(30, 2));
    await stage.undo('undo one', 'one');
    await stage.load('three', [...many(5, 3), day('new', 3)]);
    await publishKilledAt(1, false);
    await publishKilledAt(1, true);
    const stepDone = async () => (await stage.datasets.get('weather')).records?.target?.step ?? '';
    while (!(await stepDone()).startsWith('put ')) await publishKilledAt(4, false);
    const rest = counting(stage.records, (_call, write) => write());
    await stage.publish({ ...SMALL_STEPS, records: rest.records });
    await expectCurrent();
    // What had been removed was not removed again.
    expect(new Set(rest.calls)).toEqual(new Set(['put']));
    const again = counting(stage.records, (_call, write) => write());
    await stage.publish({ records: again.records });
    expect(again.calls).toEqual([]);
  });

  it('is taken over when the publisher died without a word, once its lease has run out', async () => {
    await stage.load('one', many(40, 1));
    const datasets = { ...stage.datasets, releasePublishing: async () => undefined };
    await publishKilledAt(2, true, { datasets, leaseMs: 2_000 });
    expect((await stage.datasets.get('weather')).publisherUntil).not.toBeNull();
    await stage.publish(SMALL_STEPS);
    await expectCurrent();
  });

  it('finishes the commit that was begun before it goes to a later one, also over a switch', async () => {
    await stage.load('one', many(40, 1));
    await publishKilledAt(2, true);
    await stage.switchTo('replay', many(3, 7));
    await stage.publish(SMALL_STEPS);
    await expectCurrent();
    expect(await stage.items()).toHaveLength(3);
  });

  it('asks for another run when its time is up, which goes on', async () => {
    await stage.load('one', many(60, 1));
    let runs = 0;
    let isAskedAgain = true;
    while (isAskedAgain) {
      runs += 1;
      let checks = 0;
      isAskedAgain = false;
      await stage.publish({
        ...SMALL_STEPS,
        mayGoOn: () => (checks += 1) < 5,
        publishAgain: async (dataset, sequence) => {
          expect([dataset, sequence]).toEqual(['weather', 1]);
          isAskedAgain = true;
        },
      });
      const { records, publishedSequence, publisherUntil } = await stage.datasets.get('weather');
      expect(publishedSequence).toBe(1);
      expect(publisherUntil).toBeNull();
      if (isAskedAgain) expect(records?.target?.rowsLeft).toBeGreaterThan(0);
    }
    expect(runs).toBeGreaterThan(2);
    await expectCurrent();
  });

  it('writes nothing more once somebody else has taken over', async () => {
    await stage.load('one', many(60, 1));
    let written = 0;
    const seen = counting(stage.records, async (count, write) => {
      await write();
      written = count;
      if (count !== 2) return;
      // As if the process had slept through its lease.
      await stage.datasets.releasePublishing('weather', await stage.publisher());
      await stage.datasets.claimPublishing('weather', 1, 'other', 60_000);
    });
    await expect(stage.publish({ ...SMALL_STEPS, records: seen.records })).rejects.toThrow(/taken over|lost/);
    expect(written).toBe(2);
  });
});

describe('any history of commits', () => {
  it('leads to the current rows, wherever publishing was killed', async () => {
    const station = fc.constantFrom('A', 'B', 'C', 'D', 'E');
    const rows = fc.uniqueArray(fc.record({ station, max: fc.integer({ min: 1, max: 3 }) }), {
      selector: (row) => row.station,
      minLength: 1,
    });
    const step = fc.oneof(
      { weight: 4, arbitrary: fc.record({ kind: fc.constant('load' as const), rows, flagged: rows }) },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('delete' as const), rows }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('release' as const), rows }) },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('undo' as const), nth: fc.nat(9) }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('replay' as const), nth: fc.nat(9), rows }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('compact' as const) }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('switch' as const), rows }) },
      { weight: 3, arbitrary: fc.record({ kind: fc.constant('publish' as const), killedAt: fc.nat(4) }) },
    );
    const history = fc.array(step, { minLength: 6, maxLength: 14 });
    await fc.assert(
      fc.asyncProperty(history, async (steps) => {
        await stage.close();
        stage = await PublishingStage.open();
        for (const [index, taken] of steps.entries()) await take(`import ${index}`, taken);
        await stage.publish(SMALL_STEPS);
        await expectCurrent();
      }),
      { numRuns: 6 },
    );
  });
});

const SMALL_STEPS: Overrides = { stepRows: 10 };

type Rows = { station: string; max: number }[];
type Step =
  | { kind: 'load'; rows: Rows; flagged: Rows }
  | { kind: 'delete' | 'release' | 'switch'; rows: Rows }
  | { kind: 'undo'; nth: number }
  | { kind: 'replay'; nth: number; rows: Rows }
  | { kind: 'compact' }
  | { kind: 'publish'; killedAt: number };

const days = (rows: Rows) => rows.map(({ station, max }) => day(station, max));

async function take(id: string, step: Step): Promise<void> {
  switch (step.kind) {
    case 'load': {
      const stations = new Set(step.rows.map(({ station }) => station));
      const flagged = step.flagged.filter(({ station }) => !stations.has(station));
      await stage.load(id, days(step.rows), days(flagged));
      return;
    }
    case 'delete':
    case 'release':
      await stage.select(id, step.kind, days(step.rows));
      return;
    case 'undo': {
      const undone = await standingImport(step.nth, ['load', 'delete', 'release', 'replay']);
      if (undone) await stage.undo(id, undone);
      return;
    }
    case 'replay': {
      const replayed = await standingImport(step.nth, ['load']);
      if (replayed) await stage.replay(id, replayed, days(step.rows));
      return;
    }
    case 'switch':
      await stage.switchTo(id, days(step.rows));
      return;
    case 'compact':
      await stage.compact();
      return;
    case 'publish':
      await publishKilled(step.killedAt);
  }
}

async function standingImport(nth: number, kinds: readonly string[]): Promise<string | undefined> {
  const snapshot = await loadSnapshot(stage.lake.store, 'weather');
  const standing = snapshot.standing().filter(({ kind }) => kinds.includes(kind));
  return standing[nth % Math.max(1, standing.length)]?.importId;
}

/** Zero lets it end. */
async function publishKilled(at: number): Promise<void> {
  const seen = counting(stage.records, async (count, write) => {
    if (count === at) throw new Error('killed');
    await write();
  });
  await stage.publish({ stepRows: 2, records: seen.records }).catch((error: unknown) => {
    if (!(error instanceof Error) || error.message !== 'killed') throw error;
  });
}

/** The table with each batch of rows handed to `around` with its number, from 1. */
function counting(
  records: RecordTable,
  around: (call: number, write: () => Promise<void>) => Promise<void>,
): { records: RecordTable; calls: ('put' | 'remove')[] } {
  const calls: ('put' | 'remove')[] = [];
  const wrap = (writer: RecordWriter): RecordWriter => {
    const counted = (kind: 'put' | 'remove', write: () => Promise<void>) =>
      around(calls.push(kind), async () => {
        await write();
        await writer.flush();
      });
    return {
      put: (rows) => counted('put', () => writer.put(rows)),
      remove: (keys) => counted('remove', () => writer.remove(keys)),
      flush: () => writer.flush(),
    };
  };
  return {
    records: { ...records, openWriter: (dataset, signal) => wrap(records.openWriter(dataset, signal)) },
    calls,
  };
}
