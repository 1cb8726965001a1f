import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Manifest } from '../manifest';
import { LakeFixture, type FixtureRow } from '../testing/lake-fixture';
import { commitSameBytes, findSameBytes, type Bytes, type CommitSameBytesOptions } from './same-bytes';

let lake: LakeFixture;
beforeEach(async () => {
  lake = await LakeFixture.open();
});
afterEach(() => lake.close());

const DATE = '2025-01-01';
const row = (station: string, max: number): FixtureRow => ({ station, date: DATE, max, note: null });
const bytes: Bytes = {
  etag: 'e',
  sizeBytes: 100,
  definitionVersion: 1,
  fileName: 'one.csv',
  needsFileName: false,
  rowsKeptDays: null,
};

async function find(overrides: Partial<Bytes> = {}): Promise<string | undefined> {
  return findSameBytes(await lake.snapshot(), { ...bytes, ...overrides })?.importId;
}

const commitOne = () => lake.commit({ importId: 'one', accepted: [row('A', 1), row('B', 1)] }, { etag: 'e' });

async function commitSame(
  importId: string,
  same: Manifest,
  options: Partial<CommitSameBytesOptions> = {},
): Promise<Manifest | null> {
  const definition = { name: 'weather', version: 1, schema: { primaryKey: ['station', 'date'] } };
  const { store } = lake;
  return commitSameBytes({ store, definition, importId, fileName: 'x', etag: 'e', same, ...options });
}

describe('findSameBytes', () => {
  it('finds an import of the same tag, size and definition, and of the same name where it counts', async () => {
    await commitOne();
    expect(await find()).toBe('one');
    expect(await find({ etag: 'f' })).toBeUndefined();
    expect(await find({ sizeBytes: 99 })).toBeUndefined();
    expect(await find({ definitionVersion: 2 })).toBeUndefined();
    expect(await find({ fileName: 'other.csv' })).toBe('one');
    expect(await find({ fileName: 'other.csv', needsFileName: true })).toBeUndefined();
  });

  it('finds none whose rows somebody may have touched since', async () => {
    await commitOne();
    await lake.commit({ importId: 'added', accepted: [row('AB', 2)] });
    expect(await find()).toBe('one');
    await lake.commit({ importId: 'far', accepted: [row('X', 1)] });
    await lake.commit({ importId: 'far changed', accepted: [row('X', 2)] });
    expect(await find()).toBe('one');
    await lake.commit({ importId: 'changed', accepted: [row('A', 2)] });
    expect(await find()).toBeUndefined();
    await lake.undo('undo', 'changed');
    expect(await find()).toBeUndefined();
  });

  it('finds none whose rows retention may have removed', async () => {
    const one = await commitOne();
    expect(await find({ rowsKeptDays: 1 })).toBe('one');
    expect(await find({ rowsKeptDays: 0 })).toBeUndefined();
    await commitSame('two', one);
    expect(await find()).toBe('two');
    expect(await find({ rowsKeptDays: 1 })).toBe('one');
  });

  it('finds none that was undone, or whose rows were deleted', async () => {
    await commitOne();
    await lake.select('delete', 'delete', [await lake.keyOf('A', DATE)]);
    expect(await find()).toBeUndefined();
    await lake.undo('undo', 'one');
    expect(await find()).toBeUndefined();
  });
});

describe('commitSameBytes', () => {
  it('says that all is there, and reads and writes nothing but the log', async () => {
    const same = await commitOne();
    const manifest = await commitSame('two', same);
    expect(manifest).toMatchObject({
      sequence: 2,
      importId: 'two',
      sameAs: 'one',
      etag: 'e',
      counts: { received: 2, accepted: 2, inserted: 0, updated: 0, unchanged: 2 },
      silver: { parts: [], superseded: null, confirmed: null },
      keyRange: same.keyRange,
    });
    const third = manifest && (await commitSame('three', manifest));
    expect(third).toMatchObject({ sequence: 3, sameAs: 'one' });
    expect(await commitSame('two', same)).toEqual(manifest);
  });

  it('gives up when somebody has changed the rows in between', async () => {
    const same = await commitOne();
    const snapshot = await lake.snapshot();
    await lake.commit({ importId: 'changed', accepted: [row('A', 2)] });
    expect(await commitSame('two', same, { snapshot })).toBeNull();
    expect((await lake.snapshot()).sequence).toBe(2);
  });

  it('commits nothing as a dry run, or when it is stopped', async () => {
    const same = await commitOne();
    expect(await commitSame('two', same, { dryRun: true })).toMatchObject({ counts: { unchanged: 2 } });
    const onStage = () => Promise.reject(new Error('cancelled'));
    await expect(commitSame('two', same, { onStage })).rejects.toThrow('cancelled');
    expect((await lake.snapshot()).sequence).toBe(1);
  });
});
