import type { DuckDBConnection } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDuckDb } from '../../duckdb';
import type { DuckDb } from '../../duckdb';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { compileExpression } from './compile-expression';
import { ExpressionError } from '../../sql-sandbox/expression-error';

let dir: string;
let duckDb: DuckDb;
let connection: DuckDBConnection;

beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'lakeport-sandbox-'));
  duckDb = await openDuckDb({ dirs: [dir], memoryLimitMb: 64, threads: 1 });
  connection = await duckDb.connect();
  await connection.run(`CREATE TABLE secret AS SELECT 'told' AS word`);
  await connection.run(`CREATE MACRO leak() AS (SELECT word FROM secret)`);
  await connection.run(`CREATE SCHEMA other`);
  await connection.run(`CREATE MACRO other.abs(x) AS (SELECT word FROM secret)`);
});

afterAll(async () => {
  duckDb.close();
  await rm(dir, { recursive: true });
});

const columns = ['a', 'day', 'text', 'we"ird', 'select', 'größe'];
const compile = (expression: string, aggregate = false) =>
  compileExpression(connection, expression, { columns, aggregate });

describe('out of an expression there is no way', () => {
  it.each([
    // To files and the machine.
    `read_text('/etc/passwd')`,
    `read_csv('/etc/passwd')`,
    `glob('/*')`,
    `getenv('HOME')`,
    `current_setting('temp_directory')`,
    `getvariable('x')`,
    `version()`,
    `pragma_version()`,
    `duckdb_settings()`,
    `current_database()`,
    `current_schemas(true)`,
    `which_secret('x', 's3')`,
    `txid_current()`,
    `stats(a)`,
    `write_log('x')`,
    `parse_path('x')`,
    `nextval('s')`,
    `setseed(0.5)`,
    `sleep_ms(1000)`,
    `error('stop')`,
    `query('SELECT 1')`,
    `query_table('secret')`,
    `json_execute_serialized_sql('{}')`,
    `json_serialize_sql('SELECT 1')`,
    `getenv`,
    // To other tables and macros.
    `(SELECT word FROM secret)`,
    `EXISTS (FROM secret)`,
    `a IN (SELECT 1)`,
    `a IN secret`,
    `a = ANY([1])`,
    `a > ALL(SELECT 1)`,
    `ARRAY(SELECT word FROM secret)`,
    `secret.word`,
    `secret`,
    `leak()`,
    `other.abs(a)`,
    `main.leak()`,
    `system.main.abs(a)`,
    `"leak"()`,
    // To other statements and clauses.
    `1), (2`,
    `1) FROM secret, (SELECT 2`,
    `1) WHERE (true`,
    `1) GROUP BY (1`,
    `1) ORDER BY (1`,
    `1) LIMIT (1`,
    `1) HAVING (true`,
    `1) QUALIFY (true`,
    `1) USING SAMPLE (10`,
    `1) WINDOW w AS (ORDER BY a`,
    `1) UNION SELECT (word) FROM (SELECT word FROM secret`,
    `1); DROP TABLE secret; SELECT (1`,
    `1; SELECT 2`,
    `1 /* `,
    `1 */`,
    `1) -- `,
    `a AS b`,
    `a, day`,
    `x := 1`,
    ``,
    ` `,
    // To columns by other ways than their names.
    `*`,
    `COUNT(*) FILTER (WHERE *)`,
    `COLUMNS('.*') > 1`,
    `COLUMNS(*) IS NULL`,
    `*COLUMNS(*)`,
    `* EXCLUDE (a)`,
    `secret.*`,
    `#1`,
    `$1`,
    `?`,
    `$p0`,
    `_line`,
    `"_text0"`,
    `rowid`,
    `a.b`,
    `(a).b`,
    `unnest([1])`,
    `struct_pack(x := a)`,
    `{'x': a}`,
    `MAP {'x': a}`,
    `ROW(a)`,
    `(a, 1)`,
    `DEFAULT`,
    // To the clock, chance and the session.
    `now()`,
    `today()`,
    `age(day)`,
    `current_date`,
    `current_timestamp`,
    `localtime`,
    `random()`,
    `uuid()`,
    `gen_random_uuid()`,
    `current_user`,
    `session_user`,
    `user`,
    `current_query()`,
    `day AT TIME ZONE 'Europe/Berlin'`,
    `day::TIMESTAMPTZ`,
    `to_timestamp(a)`,
    `strptime(text, '%Y-%m-%d %z')`,
    `try_strptime(text, ['%Y', '%Y %Z'])`,
    `try_strptime(text, text)`,
    // Many rows in place of one.
    `sum(a)`,
    `avg(a) OVER ()`,
    `lag(a) OVER (ORDER BY day)`,
    `row_number() OVER ()`,
    `GROUPING(a)`,
    `list_transform([1], lambda x : x)`,
    `list_aggregate([1], 'sum')`,
    `apply([1], x -> x)`,
    `a -> a`,
    `[x FOR x IN [1]]`,
    // Types that are not plain.
    `a::secret`,
    `a::ENUM('x', 'y')`,
    `a::STRUCT(x INTEGER)`,
    `a::MAP(INTEGER, INTEGER)`,
    `a::INTEGER[100000000]`,
    `a::INTEGER[]`,
    `a::UNION(x INTEGER)`,
    `a::BLOB`,
    `a::BIT`,
    `text::REGCLASS`,
    `text COLLATE nocase`,
    // Look-alikes.
    `аbs(a)`,
    `“a” > 1`,
    `ａ > 1`,
    `a\u200db > 1`,
    `sec\u200bret`,
    `\u202ea > 1`,
    `text = ‘x’`,
    `a > 1\u0000) FROM (secret`,
  ])('%s', async (expression) => {
    await expect(compile(expression)).rejects.toThrow(ExpressionError);
  });

  it.each([
    `repeat('x', 1000000000)`,
    `repeat(text, a)`,
    `repeat(repeat(repeat('x', 1000), 1000), 1000)`,
    `lpad(text, 2000000000, 'x')`,
    `rpad(text, a::INTEGER, 'x')`,
    `printf('%1000000000d', a)`,
    `printf('%*d', 1000000000, a)`,
    `printf(text, a)`,
    `format('{:1000000000}', a)`,
    `format('{:{}}', a, 1000000000)`,
    `replace(text, '', text)`,
    `replace(text, 'a', text)`,
    `${'replace('.repeat(20)}text${", 'a', 'aa')".repeat(20)}`,
    `regexp_replace(text, '', text, 'g')`,
    `${'hex('.repeat(20)}text${')'.repeat(20)}`,
    `${'text || '.repeat(1000)} text`,
    `${'translate('.repeat(20)}text${", 'a', '🙂')".repeat(20)}`,
    `${'string_split(CAST('.repeat(10)}text${" AS VARCHAR), '')".repeat(10)}`,
    `string_agg(text, ',')`,
    `range(1000000000)`,
    `generate_series(1, 1000000000)`,
    `list_resize([1], 1000000000)`,
    `damerau_levenshtein(text, text)`,
    `1e400 > a`,
    `${'('.repeat(4000)}a${')'.repeat(3999)}`,
    `${'NOT '.repeat(600)}a`,
    `${'a + '.repeat(600)}a`,
    `${'abs('.repeat(2000)}a${')'.repeat(2000)}`,
  ])('nor to all of the memory: %.60s', async (expression) => {
    await expect(compile(expression)).rejects.toThrow(ExpressionError);
  });

  it.each([
    `a`,
    `1`,
    `sum(a) EXPORT_STATE`,
    `sum(sum(a)) OVER ()`,
    `list(text)`,
    `histogram(a)`,
    `array_agg(text)`,
    `string_agg(text)`,
    `sum(a) FILTER (WHERE EXISTS (FROM secret))`,
    `sum(a ORDER BY (SELECT 1))`,
    `count(*) + (SELECT 1)`,
    `any_value(secret)`,
    `approx_top_k(a, 1000000)`,
    `reservoir_quantile(a, 0.5)`,
  ])('nor out of a measure: %s', async (measure) => {
    await expect(compile(measure, true)).rejects.toThrow(ExpressionError);
  });
});

describe('what is taken', () => {
  it.each([
    [`a + 0.1 * 3`, '1.3'],
    [`12345678901234567890123 > a`, 'true'],
    [`1e-7 + 123456789.125`, '123456789.1250001'],
    [`'it''s' || E'\\n' || $$"$$`, `it's\n"`],
    [`"we""ird" || "select" || größe || TEXT`, 'w"sgt'],
    [`text = 't' -- a comment`, 'true'],
    [`/* one */ CASE a WHEN 1 THEN 'one' ELSE 'more' END`, 'one'],
    [`TRY(text::BIGINT) IS NULL AND TRY_CAST(text AS DATE) IS NULL`, 'true'],
    [`EXTRACT(year FROM day + INTERVAL 1 YEAR)`, '2026'],
    [`strptime('31.01.2025', '%d.%m.%Y') = day`, 'true'],
    [`text[1] || text[1:1]`, 'tt'],
    [`text LIKE '_' AND text SIMILAR TO '[a-z]' AND text GLOB '*'`, 'true'],
    [`printf('%05.1f', a) || format('{:>3}', 'x') || lpad('7', 3, '0')`, '001.0  x007'],
    [`replace(replace(text, 't', 'ß'), 'ß', 'ss')`, 'ss'],
    [`regexp_replace(text, '(t)', '\\1-\\1', 'g')`, 't-t'],
    [`'{"x": [1]}' ->> '$.x[0]'`, '1'],
    [`list_contains(['t', 'u'], text) AND a IN (1, 2) AND a NOT IN (3)`, 'true'],
    [`a IS DISTINCT FROM 2 AND a BETWEEN 0 AND 1 AND NOT (a <> 1)`, 'true'],
  ])('comes to what was meant: %s', async (expression, value) => {
    const sql = await compile(expression);
    const result = await connection.runAndReadAll(
      `SELECT CAST(${sql} AS VARCHAR) AS value FROM (SELECT 1::DOUBLE AS a, DATE '2025-01-31' AS day, 't' AS text,
         'w"' AS "we""ird", 's' AS "select", 'g' AS "größe")`,
    );
    expect(result.getRowObjectsJson()[0]?.value).toBe(value);
  });

  it('may be long and deep, as far as that means something', async () => {
    const cases = Array.from({ length: 150 }, (_, code) => `WHEN ${code} THEN 'code ${code}'`);
    await expect(compile(`CASE a ${cases.join(' ')} END`)).resolves.toBeTruthy();
    await expect(compile(`${'a + '.repeat(200)}a > 1`)).resolves.toBeTruthy();
  });
});
