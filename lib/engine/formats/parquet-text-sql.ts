/**
 * SQL that spells the values of a Parquet column as the texts a field expects, so that they pass the same checks
 * as those of a text file. A value that the field's spelling cannot hold (a time of day in a date) keeps its own
 * spelling and is refused there, instead of losing a part.
 */
import type { Field } from '../../dataset/field';
import type { SqlParameters } from '../typing/sql-parameters';

/** Up to here a DOUBLE holds every whole number. */
const EXACT_INTEGER_MAX = 2 ** 53;

/** `column` is SQL for a column of the DuckDB type `type`; the result is VARCHAR, NULL where the value is. */
export function parquetTextSql(
  column: string,
  type: string,
  field: Field,
  parameters: SqlParameters,
): string {
  if (/^(STRUCT|MAP|UNION)\b|\]$/.test(type)) return `CAST(to_json(${column}) AS VARCHAR)`;
  if (type === 'BLOB') return `coalesce(TRY(decode(${column})), hex(${column}))`;
  if (type === 'BOOLEAN' && field.type === 'boolean') return booleanSql(column, field, parameters);
  if (type === 'DATE' || type.startsWith('TIMESTAMP')) return momentSql(column, type, field, parameters);
  if (type.startsWith('TIME')) return timeSql(column, field, parameters);
  if (/^(DECIMAL|FLOAT|DOUBLE)/.test(type)) return numberSql(column, type, field, parameters);
  return `CAST(${column} AS VARCHAR)`;
}

function booleanSql(column: string, field: Field, parameters: SqlParameters): string {
  const [yes = 'true'] = field.trueValues;
  const [no = 'false'] = field.falseValues;
  return `CASE WHEN ${column} THEN ${parameters.text(yes)} WHEN NOT ${column} THEN ${parameters.text(no)} END`;
}

function numberSql(column: string, type: string, field: Field, parameters: SqlParameters): string {
  const text = `CAST(${column} AS VARCHAR)`;
  if (field.type === 'integer' || field.type === 'year') {
    // Programs that know no missing integers write them as doubles.
    const isExact = type.startsWith('DECIMAL') ? '' : ` AND abs(${column}) <= ${EXACT_INTEGER_MAX}`;
    return `CASE WHEN ${column} = trunc(${column})${isExact}
                 THEN CAST(CAST(${column} AS HUGEINT) AS VARCHAR) ELSE ${text} END`;
  }
  if (field.type !== 'number' || field.decimalChar === '.') return text;
  return `replace(${text}, '.', ${parameters.text(field.decimalChar)})`;
}

/** Dates and timestamps; those with a time zone are points in time and told in UTC. */
function momentSql(column: string, type: string, field: Field, parameters: SqlParameters): string {
  const isZoned = type === 'TIMESTAMP WITH TIME ZONE';
  // A cast would take the machine's time zone.
  const moment = isZoned ? `make_timestamp(epoch_us(${column}))` : `CAST(${column} AS TIMESTAMP)`;
  const own = `replace(CAST(${isZoned ? moment : column} AS VARCHAR), ' ', 'T')`;
  const zoned = `CASE WHEN isfinite(${column}) THEN ${own} || 'Z' ELSE CAST(${column} AS VARCHAR) END`;
  const iso = isZoned ? zoned : own;
  if (field.type !== 'date' && field.type !== 'datetime') return iso;
  if (field.format.includes('%')) return formattedSql(moment, 'TIMESTAMP', iso, field, parameters);
  if (field.type === 'datetime') return type === 'DATE' ? `${iso} || 'T00:00:00'` : iso;
  return `CASE WHEN ${moment} = date_trunc('day', ${moment})
               THEN CAST(CAST(${moment} AS DATE) AS VARCHAR) ELSE ${iso} END`;
}

/** A time with a zone is told without it: Parquet has such times in UTC only. */
function timeSql(column: string, field: Field, parameters: SqlParameters): string {
  const iso = `regexp_replace(CAST(${column} AS VARCHAR), '\\+00(:00)*$', '')`;
  if (field.type !== 'time' || !field.format.includes('%')) return iso;
  return formattedSql(`CAST(${column} AS TIME)`, 'TIME', iso, field, parameters);
}

/** The field's own format where it holds the whole value, and `otherwise` where it does not. */
function formattedSql(
  value: string,
  type: 'TIMESTAMP' | 'TIME',
  otherwise: string,
  field: Field,
  parameters: SqlParameters,
): string {
  // The day with a leading zero is read as `%e` too, which DuckDB cannot write.
  const format = parameters.text(field.format.replaceAll('%e', '%d'));
  const formatted = `strftime(${type === 'TIME' ? `DATE '1970-01-01' + ${value}` : value}, ${format})`;
  return `CASE WHEN CAST(try_strptime(${formatted}, ${format}) AS ${type}) = ${value}
               THEN ${formatted} ELSE ${otherwise} END`;
}
