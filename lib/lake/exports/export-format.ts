/** How the rows of an export are written: a SELECT list and the options of DuckDB's COPY, by format. */
import { quoteIdentifier } from '../../duckdb';
import type { ExportFormat } from '../../exports';
import type { LakeColumn } from '../columns';

const COPY_OPTIONS: Record<ExportFormat, string> = {
  csv: 'FORMAT csv, HEADER',
  ndjson: 'FORMAT json',
  parquet: 'FORMAT parquet, COMPRESSION zstd',
};

/** A file that is there before its time is never taken for a whole one: it is read only after COPY has ended. */
export function copySql(rows: string, target: string, format: ExportFormat): string {
  return `COPY (${rows}) TO ${target} (${COPY_OPTIONS[format]}, USE_TMP_FILE false)`;
}

/**
 * The columns as the format holds them, each under its name. An only column has no missing values in CSV: a line of
 * nothing at all would be read as no row.
 */
export function outputSql(columns: readonly LakeColumn[], format: ExportFormat): string {
  const isOnly = format === 'csv' && columns.length === 1;
  return columns
    .map((column) => {
      const value = valueSql(column, format);
      return `${isOnly ? `coalesce((${value})::VARCHAR, '')` : value} AS ${quoteIdentifier(column.name)}`;
    })
    .join(', ');
}

/**
 * In CSV a missing value is an empty field and an empty string is `""`, which is DuckDB's own way. Values are written as
 * they are: one that a spreadsheet would take for a formula is somebody's data, and another program's key.
 */
function valueSql({ name, type }: LakeColumn, format: ExportFormat): string {
  const column = quoteIdentifier(name);
  if (format === 'parquet') return column;
  switch (type) {
    case 'datetime':
      return datetimeSql(column);
    case 'list':
      return format === 'csv' ? `nullif(array_to_string(${column}, ','), '')` : column;
    case 'integer':
    case 'year':
      return format === 'csv' ? column : exactSql(column);
    case 'number':
      return format === 'csv' ? column : finiteSql(column);
    default:
      return column;
  }
}

/** ISO 8601 in UTC, with a fraction only where there is one. */
function datetimeSql(column: string): string {
  const fraction = `CASE WHEN epoch_us(${column}) % 1000000 = 0 THEN ''
                         ELSE rtrim(strftime(${column}, '.%f'), '0') END`;
  return `strftime(${column}, '%Y-%m-%dT%H:%M:%S') || ${fraction} || 'Z'`;
}

/** As the REST API has it: beyond 2^53 most readers of JSON would change a number, so it is text. */
function exactSql(column: string): string {
  return `CASE WHEN ${column} BETWEEN -9007199254740991 AND 9007199254740991
               THEN to_json(${column}) ELSE to_json(${column}::VARCHAR) END`;
}

/** JSON has no number for what is not finite. */
function finiteSql(column: string): string {
  return `CASE WHEN isfinite(${column}) THEN to_json(${column}) ELSE to_json(${column}::VARCHAR) END`;
}
