/** Values written as the cells of a field, so that reading them gives the same values again. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { EPOCH_FORMATS, parseDateFormat } from '../../dataset/date-format';
import { DUCKDB_TYPES, type Field } from '../../dataset/field';
import { castSql } from './cast-sql';
import { SqlParameters } from './sql-parameters';

const rowsSchema = z.array(z.object({ written: z.string().nullable(), reads: z.boolean() }));

/**
 * @param texts in their canonical form: `1985-01-01`, `-3.5`, `true`; null for a missing value
 * @returns for each the cell, or null where the field's format cannot write the value
 */
export async function writeCells(
  connection: DuckDBConnection,
  field: Field,
  texts: readonly (string | null)[],
): Promise<(string | null)[]> {
  const parameters = new SqlParameters();
  const list = parameters.text(JSON.stringify(texts));
  const written = writtenSql(field, parameters);
  const read = castSql(field, 'written', parameters);
  const sql = `SELECT written, ${read} IS NOT DISTINCT FROM value AS reads FROM (
      SELECT place, value, ${written} AS written FROM (
        SELECT place, text, TRY_CAST(text AS ${DUCKDB_TYPES[field.type]}) AS value FROM (
          SELECT unnest(texts) AS text, generate_subscripts(texts, 1) AS place
          FROM (SELECT from_json(${list}, '["VARCHAR"]') AS texts)
        )
      )
    ) ORDER BY place`;
  const result = await connection.runAndReadAll(sql, parameters.values);
  return rowsSchema.parse(result.getRowObjectsJson()).map((row) => (row.reads ? row.written : null));
}

/** SQL of a cell over the columns `text` and `value`. */
function writtenSql(field: Field, parameters: SqlParameters): string {
  switch (field.type) {
    case 'boolean':
      return `CASE value WHEN true THEN ${parameters.text(field.trueValues[0] ?? '')}
                         WHEN false THEN ${parameters.text(field.falseValues[0] ?? '')} END`;
    case 'number':
      return field.decimalChar === '.' ? 'text' : `replace(text, '.', ${parameters.text(field.decimalChar)})`;
    case 'year':
      return `lpad(text, 4, '0')`;
    case 'date':
    case 'time':
    case 'datetime':
      return momentSql(field, parameters);
    default:
      return 'text';
  }
}

function momentSql({ type, format }: Field, parameters: SqlParameters): string {
  // Any form that is not ambiguous takes ISO 8601, which the canonical text is.
  if (format === 'default' || format === 'any') return 'text';
  const moment = type === 'time' ? `(DATE '1970-01-01' + value)` : 'CAST(value AS TIMESTAMP)';
  const epoch = EPOCH_FORMATS[format];
  if (epoch) return `CAST(epoch_us(${moment}) // ${1_000_000 / epoch.perSecond} AS VARCHAR)`;
  return `strftime(${moment}, ${parameters.text(parseDateFormat(format)?.strptime ?? format)})`;
}
