import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LakeFixture, WEATHER_COLUMNS } from '../testing/lake-fixture';
import { buildView } from './build-view';
import { querySql, type SqlPage, type SqlQuery } from './query-sql';

let lake: LakeFixture;
let query: Omit<SqlQuery, 'sql'>;
let secrets: string;

beforeAll(async () => {
  lake = await LakeFixture.open();
  secrets = await mkdtemp(path.join(tmpdir(), 'secrets-'));
  await writeFile(path.join(secrets, 'secret.csv'), 'word\ntold\n');
  await lake.commit({
    importId: 'first',
    accepted: [
      { station: 'A', date: '2025-01-01', max: 1, note: 'it’s' },
      { station: 'A', date: '2025-01-02', max: 2 },
      { station: 'B', date: '2025-01-01', max: 3 },
    ],
    anomalies: [{ station: 'C', date: '2025-01-01', max: 99 }],
  });
  await lake.commit({
    importId: 'second',
    accepted: [{ station: 'B', date: '2025-01-01', max: 30 }],
  });
  const snapshot = await lake.snapshot();
  await buildView({
    ...lake,
    workDir: lake.workDir,
    snapshot,
    columns: WEATHER_COLUMNS,
    definitionVersion: 1,
    view: 'by_station',
    viewSql: (relation) => `select station, count(*) as readings from ${relation} group by station`,
  });
  const views = { names: ['by_station', 'rows'], sequence: snapshot.sequence, definitionVersion: 1 };
  query = { cache: lake.cache, db: lake.db, snapshot, columns: WEATHER_COLUMNS, views };
});
afterAll(async () => {
  await lake.close();
  await rm(secrets, { recursive: true });
});

const run = (sql: string, options: Partial<SqlQuery> = {}): Promise<SqlPage> =>
  querySql({ ...query, sql, ...options });

describe('a SELECT over a dataset', () => {
  it('answers rows with their columns, the commit and the limits', async () => {
    const page = await run('select station, date, max, _import, _flags from rows order by all');
    expect(page).toEqual({
      columns: [
        { name: 'station', type: 'string' },
        { name: 'date', type: 'date' },
        { name: 'max', type: 'number' },
        { name: '_import', type: 'string' },
        { name: '_flags', type: 'list' },
      ],
      rows: [
        ['A', '2025-01-01', 1, 'first', []],
        ['A', '2025-01-02', 2, 'first', []],
        ['B', '2025-01-01', 30, 'second', []],
      ],
      cut: false,
      rowsMax: 1000,
      secondsMax: 10,
      sequence: 2,
      seconds: expect.any(Number) as number,
    });
  });

  it.each<[string, unknown[][]]>([
    ['select count(*) from ROWS', [[3]]],
    ['from anomalies select station, _flags', [['C', ['odd']]]],
    [
      'select * from by_station order by 1',
      [
        ['A', 2],
        ['B', 1],
        ['C', 1],
      ],
    ],
    ['select count(*) from rows r join by_station s on s.station = r.station where s.readings > 1', [[2]]],
    [
      'with a as (select max from rows), b as (select max(max) as m from a) select m from b, a where max = m',
      [[30]],
    ],
    ['with rows as (select station from rows) select count(distinct station) from rows', [[2]]],
    ['select station from rows where max > (select avg(max) from rows)', [['B']]],
    ['select 1 where exists (select 1 from rows where note is not null)', [[1]]],
    ['select station from rows union select station from anomalies order by 1', [['A'], ['B'], ['C']]],
    [
      'select station, row_number() over (partition by station order by date) as n from rows qualify n > 1',
      [['A', 2]],
    ],
    [
      'select max, lag(max) over (order by date, station) from rows order by date, station limit 1 offset 1',
      [[30, 1]],
    ],
    ['select n from range(3) as t(n) order by n desc', [[2], [1], [0]]],
    ['select unnest([1, 2]) as x order by x', [[1], [2]]],
    ['select count(*) filter (where max > 1), sum(max)::integer from rows', [[2, 33]]],
    ["select date_trunc('month', date)::date as m, count(*) from rows group by all", [['2025-01-01', 3]]],
    [
      'select grouping(station), count(*) from rows group by rollup (station) order by all',
      [
        [0, 1],
        [0, 2],
        [1, 3],
      ],
    ],
    [
      'select * exclude (note, date) replace (max * 2 as max) from rows order by max limit 1',
      [['A', 2, 'first', 'first.csv', 2, []]],
    ],
    ['select a.station from rows a, lateral (select a.max * 2 as twice) b where twice > 10', [['B']]],
    ["select 'x;y -- z' as text /* ; */; ", [['x;y -- z']]],
    ['values (1, 2)', [[1, 2]]],
    ['table by_station limit 0', []],
    ['select 12345678901234567890123 as big', [['12345678901234567890123']]],
    ["select case when true then 'ü' end || repeat('-', 3)", [['ü---']]],
  ])('%s', async (sql, rows) => {
    expect((await run(sql)).rows).toEqual(rows);
  });

  it('is cut at the limit of rows, and at its own without a word', async () => {
    expect(await run('select * from range(1001)')).toMatchObject({ cut: true, rows: { length: 1000 } });
    expect(await run('select * from range(1000)')).toMatchObject({ cut: false, rows: { length: 1000 } });
    expect(await run('select * from range(5000) limit 20')).toMatchObject({
      cut: false,
      rows: { length: 20 },
    });
    expect(await run('select * from range(5000) limit 2000')).toMatchObject({ cut: true });
  });

  it('is cut where an answer becomes too large to be sent', async () => {
    const page = await run("select repeat('x', 1000) from range(100)", {
      limits: { answerBytesMax: 10_000 },
    });
    expect(page).toMatchObject({ cut: true, rows: { length: 10 } });
  });

  it('is stopped when it takes too long', async () => {
    const endless = 'select count(*) from range(1000000000) a, range(1000) b where a.range % 7 = b.range % 5';
    await expect(run(endless, { limits: { secondsMax: 0.3 } })).rejects.toThrow(
      expect.objectContaining({ code: 'query-timeout' }),
    );
    expect((await run('select 1')).rows).toEqual([[1]]);
  });

  it('is stopped when it needs too much memory, and writes nothing to the disk for it', async () => {
    const large = 'select count(*) from (select a.range as x, count(*) from range(50000000) a group by x)';
    await expect(run(large, { limits: { memoryMb: 32 } })).rejects.toThrow(/needs more memory/);
    expect(await readdir(lake.workDir)).not.toContain('.tmp');
  });
});

describe('an error says what is wrong and where', () => {
  it.each([
    [
      'select\n  nothing\nfrom rows',
      'Line 2, column 3: Referenced column "nothing" not found in FROM clause. Candidate bindings: ',
    ],
    ['selec 1', 'Line 1, column 1: syntax error at or near "selec".'],
    ['select 1 +', 'Line 1, column 11: syntax error at end of input.'],
    [
      'select *\nfrom nowhere',
      'Line 2, column 6: There is no relation “nowhere”; there are rows, anomalies, by_station',
    ],
    [
      'select abs(station) from rows',
      "Line 1, column 8: No function matches the given name and argument types 'abs(VARCHAR)'. You might need to add explicit type casts.",
    ],
    [`select '${'x'.repeat(200)}', nothing, '${'y'.repeat(200)}' from rows`, 'Line 1, column 212: '],
    ["select 'ü', nothing from rows", 'Line 1, column 13: '],
    ['select station::integer from rows', 'Could not convert string'],
    ['select read_text(station) from rows', 'Line 1, column 8: The function “read_text” is not allowed.'],
    ['', 'There is no statement.'],
    ['insert into rows values (1)', 'Only reading is possible here. Write one SELECT'],
  ])('%s', async (sql, message) => {
    await expect(run(sql)).rejects.toThrow(expect.objectContaining({ code: 'invalid-sql', status: 400 }));
    const error: unknown = await run(sql).catch((caught: unknown) => caught);
    expect(error).toHaveProperty('sentence', expect.stringContaining(message));
  });
});

describe('out of a statement there is no way', () => {
  it.each([
    // To files and the network.
    `select * from '/etc/passwd'`,
    `select * from "/etc/passwd"`,
    `from 'SECRETS/secret.csv'`,
    `select * from read_csv('SECRETS/secret.csv')`,
    `select * from read_text('SECRETS/secret.csv')`,
    `select * from read_blob('SECRETS/*')`,
    `select * from read_json('SECRETS/secret.csv')`,
    `select * from read_parquet('CACHE/1.parquet')`,
    `select * from parquet_scan('CACHE/1.parquet')`,
    `select * from parquet_metadata('CACHE/1.parquet')`,
    `select * from glob('/*')`,
    `select * from sniff_csv('SECRETS/secret.csv')`,
    `select * from 'https://example.org/x.parquet'`,
    `select * from rows, read_csv('SECRETS/secret.csv')`,
    `select * from rows where station in (select word from read_csv('SECRETS/secret.csv'))`,
    `with s as (from read_csv('SECRETS/secret.csv')) from s`,
    `with "SECRETS/secret.csv" as (select 1) select * from (with x as (select 1) from x), "SECRETS/secret2.csv"`,
    `select (select word from 'SECRETS/secret.csv')`,
    `select getenv('HOME')`,
    `select * from query('select 1')`,
    `select * from query_table('rows')`,
    `select * from json_execute_serialized_sql('{}')`,
    `from sql_auto_complete('sel')`,
    // To settings, the catalog and other sessions.
    `select * from duckdb_settings()`,
    `select * from duckdb_settings`,
    `select * from duckdb_tables()`,
    `select * from duckdb_secrets()`,
    `select * from duckdb_logs`,
    `select * from duckdb_temporary_files()`,
    `select * from duckdb_functions()`,
    `select * from information_schema.tables`,
    `select * from pg_catalog.pg_class`,
    `select * from pg_class`,
    `select * from sqlite_master`,
    `select * from main.rows`,
    `select * from temp.rows`,
    `select * from system.main.duckdb_settings`,
    `select * from memory.main.rows`,
    `select * from rows at (version => 1)`,
    `select current_setting('temp_directory')`,
    `select getvariable('x')`,
    `select version()`,
    `select pg_typeof(1)`,
    `select current_database()`,
    `select current_schemas(true)`,
    `select txid_current()`,
    `select nextval('s')`,
    `select setseed(0.5)`,
    `select write_log('x')`,
    `select error('stop')`,
    `select sleep_ms(100000)`,
    `select which_secret('x', 's3')`,
    `select system.main.abs(1)`,
    `select other.abs(1)`,
    `describe rows`,
    `summarize rows`,
    `show tables`,
    `from (describe rows)`,
    `select * from (show tables)`,
    `explain select 1`,
    `explain analyze select 1`,
    // To other statements.
    `select 1; select 2`,
    `select 1; drop view rows`,
    `drop view rows`,
    `create table x as select 1`,
    `create macro m() as 1`,
    `insert into rows values (1)`,
    `update rows set max = 1`,
    `delete from rows`,
    `copy (select 1) to 'SECRETS/out.csv'`,
    `copy rows from 'SECRETS/secret.csv'`,
    `export database 'SECRETS'`,
    `attach 'SECRETS/x.db'`,
    `install httpfs`,
    `load httpfs`,
    `set memory_limit = '100GB'`,
    `reset memory_limit`,
    `pragma database_list`,
    `pragma threads = 64`,
    `call duckdb_settings()`,
    `use main`,
    `begin`,
    `checkpoint`,
    `prepare p as select 1`,
    `execute p`,
    `vacuum`,
    `analyze`,
    `set variable x = 1`,
    `select 1 into x`,
    `with x as (delete from rows returning *) select * from x`,
    `with x as (insert into rows values (1) returning *) select * from x`,
    // To what is not thought about here.
    `with recursive r as (select 1 as n union all select n + 1 from r) select * from r`,
    `pivot rows on station using count(*)`,
    `from (pivot rows on station using count(*))`,
    `unpivot rows on max`,
    `from rows select list_transform([1], x -> x)`,
    `select list_transform([1], lambda x : x)`,
    `select [x for x in [1]]`,
    `select {'a': 1}`,
    `select $1`,
    `select ?`,
    `select $name`,
    `select #1 from rows`,
    `select 'a' collate nocase`,
    `select now() at time zone 'Europe/Berlin'`,
    `select 1::secret`,
    `select [1]::integer[100000000]`,
    `select generate_series(1, 1000000000)`,
    `select string_agg(note) from rows`,
    `select list(note) over () from rows`,
    `select histogram(station) from rows`,
    `select levenshtein(note, note) from rows`,
    `select * from repeat_row(1, num_rows := 10)`,
    `select * from repeat('x', 10)`,
    `select * from test_all_types()`,
    `select * from unnest((select 1), read_csv('SECRETS/secret.csv'))`,
    `select 1 \u0000 from secret`,
    `select * from rоws`,
    ` `,
    `-- nothing`,
  ])('%s', async (sql) => {
    const text = sql.replaceAll('SECRETS', secrets).replaceAll('CACHE', lake.cache.dir);
    await expect(run(text)).rejects.toThrow(expect.objectContaining({ code: 'invalid-sql' }));
    expect(await readdir(secrets)).toEqual(['secret.csv']);
  });

  it.each([
    `select repeat('x', 1000000000)`,
    `select repeat(note, 1000) from (select repeat(note, 200) as note from rows)`,
    `with a as (select repeat(note, 200) as x from rows) select repeat(x, 200) from a`,
    `with a as (select repeat(note, 200) as x from rows), b as (select * from a) select x || x from b`,
    `select repeat(note, 200) as x, repeat(x, 200) as y from rows`,
    `select a from (select repeat(note, 200) as a from rows) where length(repeat(a, 200)) > 1`,
    `select (select repeat(x, 200)) from (select repeat(note, 200) as x from rows)`,
    `select y from (select repeat(note, 200) as x from rows), lateral (select repeat(x, 200) as y)`,
    `select 1 from rows order by repeat(repeat(note, 200), 200)`,
    `select repeat(x, 200) from (select note as x from rows union all select repeat(note, 200) from rows)`,
    `select 1 from (select repeat(note, 200) as x from rows) a join rows b on repeat(a.x, 200) = b.note`,
    `select lpad(note, 2000000000, 'x') from rows`,
    `select printf('%1000000000d', 1)`,
    `${'select * from ('.repeat(400)}select 1${')'.repeat(400)}`,
    `select ${'abs('.repeat(600)}1${')'.repeat(600)}`,
    `select ${'1 + '.repeat(2000)}1`,
    `select ${"'x' || ".repeat(3000)}'x'`,
    `select 1 -- ${'x'.repeat(20_000)}`,
    `select 1e400`,
  ])('nor to all of the memory: %s', async (sql) => {
    await expect(run(sql)).rejects.toThrow(expect.objectContaining({ code: 'invalid-sql' }));
  });
});
