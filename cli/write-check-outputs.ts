/** The files of `check --out`: everything that was checked, together, as Parquet or CSV. */
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import { outputColumns } from '../lib/dataset/definition';
import type { DatasetDefinition } from '../lib/dataset/definition';
import { parquetSql, quoteIdentifier, quoteLiteral } from '../lib/duckdb';
import type { CheckedFile } from '../lib/engine/check-file';
import { rejectsCsv } from '../lib/engine/rejects';
import { REPAIRED_FLAG } from '../lib/engine/staging/row-plan';
import { compileView } from '../lib/engine/views';

export type OutputFormat = 'parquet' | 'csv';

interface Column {
  name: string;
  type: string;
}

/** Where the rows of one table come from and go to. */
interface Table {
  /** A SELECT. */
  rows: string;
  columns: readonly Column[];
  /** Path without extension. */
  target: string;
}

/** Writes `accepted.*`, `anomalies.*`, `rejects.csv` and `gold/<view>.*` over all files; empty ones too. */
export async function writeCheckOutputs(
  connection: DuckDBConnection,
  definition: DatasetDefinition,
  checked: readonly CheckedFile[],
  outDir: string,
  format: OutputFormat,
): Promise<void> {
  await mkdir(path.join(outDir, 'gold'), { recursive: true });
  const columns = [
    ...outputColumns(definition).map(({ name, duckDbType }) => ({ name, type: duckDbType })),
    { name: '_file', type: 'VARCHAR' },
    { name: '_line', type: 'BIGINT' },
    ...(definition.contract === 'repair' ? [{ name: REPAIRED_FLAG, type: 'BOOLEAN' }] : []),
  ];
  const zones = {
    accepted: partsSql(
      columns,
      checked.flatMap((file) => file.accepted.map((part) => part.path)),
    ),
    anomalies: partsSql(
      columns,
      checked.flatMap((file) => file.anomalies.map((part) => part.path)),
    ),
  };
  for (const [zone, rows] of Object.entries(zones)) {
    await copyTable(connection, { rows, columns, target: path.join(outDir, zone) }, format);
  }
  for (const view of definition.views) {
    const compiled = await compileView(definition, view);
    const rows = compiled.sql(
      `(SELECT *, false AS anomalous FROM (${zones.accepted})
        UNION ALL SELECT *, true FROM (${zones.anomalies}))`,
    );
    const target = path.join(outDir, 'gold', view.name);
    await copyTable(connection, { rows, columns: compiled.columns, target }, format);
  }
  const rejects = rejectsCsv(
    connection,
    checked.flatMap((file) => file.rejects),
    outDir,
  );
  await pipeline(rejects, createWriteStream(path.join(outDir, 'rejects.csv')));
}

/** Parts of different files may differ in the columns that the files added. */
function partsSql(columns: readonly Column[], paths: readonly string[]): string {
  const empty = columns.map(({ name, type }) => `NULL::${type} AS ${quoteIdentifier(name)}`);
  const none = `SELECT ${empty.join(', ')} WHERE false`;
  if (paths.length === 0) return none;
  const names = columns.map(({ name }) => quoteIdentifier(name)).join(', ');
  const parts = `SELECT *, list_contains(_flags, '${REPAIRED_FLAG}') AS ${REPAIRED_FLAG}
                 FROM ${parquetSql(paths, 'union_by_name = true')}`;
  return `SELECT ${names} FROM (${none} UNION ALL BY NAME ${parts})`;
}

async function copyTable(connection: DuckDBConnection, table: Table, format: OutputFormat): Promise<void> {
  const target = quoteLiteral(`${table.target}.${format}`);
  if (format === 'parquet') {
    await connection.run(`COPY (${table.rows}) TO ${target} (FORMAT parquet, COMPRESSION zstd)`);
    return;
  }
  const items = table.columns.map((column) => `${csvSql(column)} AS ${quoteIdentifier(column.name)}`);
  await connection.run(
    `COPY (SELECT ${items.join(', ')} FROM (${table.rows})) TO ${target} (FORMAT csv, HEADER)`,
  );
}

/** Datetimes are written as ISO 8601 in UTC, with a fraction only where there is one. */
function csvSql({ name, type }: Column): string {
  const column = quoteIdentifier(name);
  if (type !== 'TIMESTAMP') return column;
  const fraction = `CASE WHEN epoch_us(${column}) % 1000000 = 0 THEN ''
                         ELSE rtrim(strftime(${column}, '.%f'), '0') END`;
  return `strftime(${column}, '%Y-%m-%dT%H:%M:%S') || ${fraction} || 'Z'`;
}
