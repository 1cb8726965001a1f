/** A sample's rows as importing them would leave them: checked by the engine, and nothing kept. */
import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { outputColumns } from '../../dataset/definition';
import type { DatasetDefinition } from '../../dataset/definition';
import { parquetSql, quoteIdentifier } from '../../duckdb';
import type { DuckDb } from '../../duckdb';
import { checkFile } from '../../engine/check-file';
import type { CheckedFile } from '../../engine/check-file';
import type { FileSource } from '../../engine/source/file-source';
import { compileView } from '../../engine/views';
import { LakeportError } from '../../errors';
import type { LakeColumn } from '../../lake/columns';
import { toJsonValue } from '../../lake/query/json-values';
import { columnTypeOf, SQL_TYPES } from '../../lake/query/sql-types';
import { PREVIEW_PROBLEMS_MAX, PREVIEW_ROWS_MAX, shortenValue } from './file-preview';
import type { PreviewTable, SampleCheck } from './file-preview';
import { readSampleRejects } from './read-sample-rejects';

/** A sample takes a part of a second, unless somebody means harm. */
const CHECK_MS_MAX = 10_000;

export interface SampleDeps {
  db: DuckDb;
  /** One of the folders of `db`. */
  workDir: string;
}

export interface SampleToCheck {
  definition: DatasetDefinition;
  fileName: string;
  source: FileSource;
}

/** @throws LakeportError with a problem of the file; `query-timeout` */
export async function checkSample(deps: SampleDeps, sample: SampleToCheck): Promise<SampleCheck> {
  // A dataset that takes whole files only is shown what is wrong in this one.
  const isFrozen = sample.definition.contract === 'freeze';
  const definition: DatasetDefinition = isFrozen
    ? { ...sample.definition, contract: 'quarantine' }
    : sample.definition;
  return withCheckedSample(deps, { ...sample, definition }, async (checked, connection) => {
    const fields = [...definition.schema.fields, ...checked.newFields];
    const extended = { ...definition, schema: { ...definition.schema, fields } };
    return {
      counts: checked.counts,
      problems: checked.problems,
      rejects: await readSampleRejects(connection, checked.rejects, {
        definition,
        source: sample.source,
        problemsMax: PREVIEW_PROBLEMS_MAX,
      }),
      accepted: await readZone(connection, extended, checked.accepted),
      anomalies: await readZone(connection, extended, checked.anomalies),
      views: await readViews(connection, extended, checked),
    };
  });
}

/** Lends what the engine made of a sample; it is gone afterwards. */
export async function withCheckedSample<Result>(
  { db, workDir }: SampleDeps,
  sample: SampleToCheck,
  use: (checked: CheckedFile, connection: DuckDBConnection) => Promise<Result>,
): Promise<Result> {
  const dir = path.join(workDir, `preview-${randomUUID()}`);
  await mkdir(dir, { recursive: true });
  const signal = AbortSignal.timeout(CHECK_MS_MAX);
  const connection = await db.connect();
  const interrupt = () => connection.interrupt();
  signal.addEventListener('abort', interrupt);
  try {
    const checked = await checkFile({ ...sample, workDir: dir, duckDb: db, signal });
    return await use(checked, connection);
  } catch (error) {
    if (!signal.aborted || error instanceof LakeportError) throw error;
    throw new LakeportError('query-timeout', `The sample took longer than ${CHECK_MS_MAX / 1000} seconds.`, {
      resolution: 'Simplify the expressions of the definition, or take a smaller sample.',
      cause: error,
    });
  } finally {
    signal.removeEventListener('abort', interrupt);
    connection.closeSync();
    await rm(dir, { recursive: true, force: true });
  }
}

type Parts = readonly { path: string }[];

/** The rows with their line, and the rules that flagged them. */
function zoneColumns(definition: DatasetDefinition): LakeColumn[] {
  return [
    ...outputColumns(definition).map(({ name, type, unit, title }) => ({ name, type, unit, title })),
    { name: '_line', type: 'integer' },
    { name: '_flags', type: 'list' },
  ];
}

async function readZone(
  connection: DuckDBConnection,
  definition: DatasetDefinition,
  parts: Parts,
): Promise<PreviewTable> {
  const columns = zoneColumns(definition);
  const rows = await readRows(connection, `${zoneSql(columns, parts)} ORDER BY _line`);
  return { columns, rows };
}

function zoneSql(columns: readonly LakeColumn[], parts: Parts): string {
  const names = columns.map(({ name }) => quoteIdentifier(name));
  if (parts.length > 0)
    return `SELECT ${names.join(', ')} FROM ${parquetSql(parts.map((part) => part.path))}`;
  const empty = columns.map(({ type }, index) => `NULL::${SQL_TYPES[type]} AS ${names[index]}`);
  return `SELECT ${empty.join(', ')} WHERE false`;
}

async function readViews(
  connection: DuckDBConnection,
  definition: DatasetDefinition,
  checked: CheckedFile,
): Promise<SampleCheck['views']> {
  const columns = zoneColumns(definition);
  const relation = `(SELECT *, false AS anomalous FROM (${zoneSql(columns, checked.accepted)})
    UNION ALL SELECT *, true FROM (${zoneSql(columns, checked.anomalies)}))`;
  const views: SampleCheck['views'] = [];
  for (const view of definition.views) {
    const compiled = await compileView(definition, view);
    views.push({
      name: view.name,
      columns: compiled.columns.map(({ name, type }) => ({ name, type: columnTypeOf(type) })),
      rows: await readRows(connection, compiled.sql(relation)),
    });
  }
  return views;
}

async function readRows(connection: DuckDBConnection, sql: string): Promise<PreviewTable['rows']> {
  const result = await connection.runAndReadAll(`SELECT * FROM (${sql}) LIMIT ${PREVIEW_ROWS_MAX}`);
  return result.getRows().map((row) => row.map((value) => shortenValue(toJsonValue(value))));
}
