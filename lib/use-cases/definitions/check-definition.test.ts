/** A definition is told each of its faults in its place before it is saved, and tried on a file while it is written. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDuckDb } from '../../duckdb';
import type { DuckDb } from '../../duckdb';
import type { Actor } from '../../roles';
import { checkDefinition } from './check-definition';

const ADMIN: Actor = { name: 'admin@example.com', roles: ['admins'] };
const sound = {
  name: 'sensors',
  schema: {
    fields: [
      { name: 'id', type: 'integer' },
      { name: 'place', type: 'string' },
      { name: 'value', type: 'number' },
    ],
    primaryKey: ['id'],
  },
  derive: [{ name: 'double', type: 'number', as: 'value * 2' }],
  rules: [{ name: 'high', when: 'double > 100' }],
  views: [{ name: 'totals', groupBy: ['place'], measures: { rows: 'count(*)' } }],
};
const CSV = 'id,place,value\n1,a,5\n2,a,500\n3,b,x\n';

let workDir: string;
let db: DuckDb;

beforeAll(async () => {
  workDir = await mkdtemp(path.join(tmpdir(), 'lakeport-definition-'));
  db = await openDuckDb({ dirs: [workDir], threads: 2 });
});

afterAll(async () => {
  db.close();
  await rm(workDir, { recursive: true, force: true });
});

function check(definition: unknown, csv?: string) {
  const file =
    csv === undefined
      ? null
      : { fileName: 'a.csv', sizeBytes: csv.length, sample: Buffer.from(csv).toString('base64') };
  return checkDefinition({ db, workDir }, ADMIN, { definition, file });
}

describe('the issues of a definition', () => {
  it('are none when it can be saved', async () => {
    expect(await check(sound)).toEqual({ issues: [], preview: null });
  });

  it.each<[string, object, string, RegExp]>([
    ['no object', [], '', /./],
    ['a missing name', { ...sound, name: undefined }, 'name', /^Is missing\.$/],
    ['a property that is not there', { ...sound, rulez: [] }, 'rulez', /^There is no such property\.$/],
    [
      'a name that is there twice',
      { ...sound, derive: [{ name: 'Place', type: 'string', as: 'place' }] },
      'derive[0].name',
      /twice/,
    ],
    [
      'a pattern',
      { name: 'x', schema: { fields: [{ name: 'a', type: 'string', constraints: { pattern: '(?=x)' } }] } },
      'schema.fields[0].constraints.pattern',
      /invalid perl operator/,
    ],
    [
      'a bound',
      { name: 'x', schema: { fields: [{ name: 'a', type: 'integer', constraints: { maximum: 'many' } }] } },
      'schema.fields[0].constraints.maximum',
      /^“many” is not a whole number/,
    ],
    [
      'a value of a list',
      { name: 'x', schema: { fields: [{ name: 'a', type: 'integer', constraints: { enum: [1, 'b'] } }] } },
      'schema.fields[0].constraints.enum[1]',
      /“b”/,
    ],
    [
      'a rule',
      { ...sound, rules: [{ name: 'r', when: 'nothing > 1' }] },
      'rules[0].when',
      /no column “nothing”/,
    ],
    [
      'a measure',
      {
        ...sound,
        views: [{ name: 'v', groupBy: ['place'], measures: { ok: 'count(*)', bad: 'avg(place)' } }],
      },
      'views[0].measures.bad',
      /avg/,
    ],
    [
      'a group',
      { ...sound, views: [{ name: 'v', groupBy: [{ name: 'g', as: '[value]' }], measures: {} }] },
      'views[0].groupBy[0].as',
      /single value/,
    ],
    [
      'a file it wants to read',
      { ...sound, rules: [{ name: 'r', when: "read_text('/etc/passwd') IS NOT NULL" }] },
      'rules[0].when',
      /read_text/,
    ],
  ])('have the place and the words for %s', async (_, definition, path, message) => {
    const { issues } = await check(definition, CSV);
    expect(issues.map((issue) => issue.path)).toEqual([path]);
    expect(issues[0]?.message).toMatch(message);
  });

  it('are all told at once, however many places they are in', async () => {
    const { issues } = await check({
      ...sound,
      derive: [{ name: 'd', type: 'number', as: 'nope' }],
      rules: [{ name: 'r', when: 'value' }],
      views: [{ name: 'v', measures: { a: 'sum(place)', b: 'value', c: 'count(*)' } }],
    });
    expect(issues.map(({ path }) => path)).toEqual([
      'derive[0].as',
      'rules[0].when',
      'views[0].measures.a',
      'views[0].measures.b',
    ]);
  });
});

describe('a definition on a file', () => {
  it('shows the rows as they would come out, and the views', async () => {
    const { issues, preview } = await check(sound, CSV);
    expect(issues).toEqual([]);
    expect(preview?.check).toMatchObject({
      counts: { accepted: 1, anomalous: 1, rejected: 1 },
      anomalies: { rows: [[2, 'a', 500, 1000, 3, ['high']]] },
      rejects: [{ line: 4, column: 'value' }],
      views: [{ name: 'totals', rows: [['a', 2]] }],
    });
  });

  it('still shows the rows while a rule or a view is being written', async () => {
    const half = { ...sound, rules: [{ name: 'high', when: 'double >' }] };
    const { issues, preview } = await check(half, CSV);
    expect(issues.map(({ path }) => path)).toEqual(['rules[0].when']);
    expect(preview?.check?.counts).toMatchObject({ accepted: 2, anomalous: 0, rejected: 1 });
  });

  it('shows none where its columns are broken, and says why the file does not fit', async () => {
    const broken = { ...sound, derive: [{ name: 'double', type: 'number', as: 'value *' }] };
    expect((await check(broken, CSV)).preview).toBeNull();
    const { preview } = await check(sound, 'id,place\n1,a\n');
    expect(preview?.error).toEqual({ code: 'missing-label', message: expect.stringContaining('“value”') });
  });
});

it('is for those who define', async () => {
  const operator: Actor = { name: 'o@example.com', roles: ['operators'] };
  const request = { definition: sound, file: null };
  await expect(checkDefinition({ db, workDir }, operator, request)).rejects.toMatchObject({
    code: 'forbidden',
  });
});
