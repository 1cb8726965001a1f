/**
 * SQL that turns the text of a cell into its type, and into NULL when it does not fit. Each cast is guarded
 * by an RE2 expression, because DuckDB's own are lax: they take `1_000`, `1.6` for an integer, `nan`, spaces
 * and `epoch`, and ignore the offset of a timestamp.
 */
import { patternOfDateFormat } from '../../dataset/date-format';
import { DUCKDB_TYPES } from '../../dataset/field';
import type { Field } from '../../dataset/field';
import type { SqlParameters } from './sql-parameters';

const TIME_OF_DAY = '([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,9})?)?';
const DATE = '[0-9]{4}-[0-9]{2}-[0-9]{2}';
const UTC_OFFSET = '[+-]([01][0-9]|2[0-3])(:?[0-5][0-9])?';

/** `text` is SQL for a VARCHAR that is NULL where the value is missing; so is the result. */
export function castSql(field: Field, text: string, parameters: SqlParameters): string {
  switch (field.type) {
    case 'string':
      return text;
    case 'integer':
    case 'number':
      return numberSql(field, text, parameters);
    case 'boolean':
      return `CASE WHEN ${text} IN ${parameters.list(field.trueValues)} THEN true
                   WHEN ${text} IN ${parameters.list(field.falseValues)} THEN false END`;
    case 'year':
      return guarded(text, '[0-9]{4}', `TRY_CAST(${text} AS BIGINT)`, parameters);
    case 'json':
      return `CASE WHEN json_valid(${text}) THEN CAST(json(${text}) AS VARCHAR) END`;
    case 'date':
    case 'time':
    case 'datetime':
      return field.format === 'default'
        ? isoSql(field, text, parameters)
        : strptimeSql(field, text, parameters);
  }
}

/** What a text should have been, for a message: `is not …`. */
export function describeType(field: Field): string {
  const format = field.format === 'default' ? null : `in the form ${field.format}`;
  switch (field.type) {
    case 'string':
      return 'a text';
    case 'integer':
      return 'a whole number';
    case 'number':
      return field.decimalChar === '.'
        ? 'a number'
        : `a number with “${field.decimalChar}” before its decimals`;
    case 'boolean':
      return `one of ${[...field.trueValues, ...field.falseValues].join(', ')}`;
    case 'year':
      return 'a year of four digits';
    case 'json':
      return 'JSON';
    case 'date':
      return `a date ${format ?? 'such as 2025-01-31'}`;
    case 'time':
      return `a time ${format ?? 'such as 08:30:00'}`;
    case 'datetime':
      return `a date and time ${format ?? 'such as 2025-01-31T08:30:00Z'}`;
  }
}

function guarded(text: string, pattern: string, cast: string, parameters: SqlParameters): string {
  return `CASE WHEN regexp_full_match(${text}, ${parameters.text(pattern)}) THEN ${cast} END`;
}

function numberSql(field: Field, text: string, parameters: SqlParameters): string {
  const decimal = escapePattern(field.decimalChar);
  const whole = field.groupChar
    ? `([0-9]+|[0-9]{1,3}(${escapePattern(field.groupChar)}[0-9]{3})+)`
    : '[0-9]+';
  const pattern =
    field.type === 'integer'
      ? `[+-]?${whole}`
      : `[+-]?(${whole}(${decimal}[0-9]*)?|${decimal}[0-9]+)([eE][+-]?[0-9]+)?`;
  let digits = text;
  let guard = pattern;
  if (!field.bareNumber) {
    guard = `[^0-9+-]*${pattern}[^0-9]*`;
    digits = `regexp_extract(${text}, ${parameters.text(pattern)})`;
  }
  if (field.groupChar) digits = `replace(${digits}, ${parameters.text(field.groupChar)}, '')`;
  if (field.decimalChar !== '.') digits = `replace(${digits}, ${parameters.text(field.decimalChar)}, '.')`;
  if (field.type === 'integer') return guarded(text, guard, `TRY_CAST(${digits} AS BIGINT)`, parameters);
  // 1e400 would be infinite; adding zero makes -0 the same number as 0.
  const cast = `CASE WHEN isfinite(TRY_CAST(${digits} AS DOUBLE)) THEN TRY_CAST(${digits} AS DOUBLE) + 0.0 END`;
  return guarded(text, guard, cast, parameters);
}

function isoSql(field: Field, text: string, parameters: SqlParameters): string {
  if (field.type === 'date') return guarded(text, DATE, `TRY_CAST(${text} AS DATE)`, parameters);
  if (field.type === 'time') return guarded(text, TIME_OF_DAY, `TRY_CAST(${text} AS TIME)`, parameters);
  const local = `${DATE}[T ]${TIME_OF_DAY}`;
  // DuckDB takes 08:00:00+07:00 for 08:00:00, and no Z behind a time without seconds. So both are taken off here;
  // they stand behind the 16 characters up to the minute.
  const tail = `substr(${text}, 17)`;
  const minutes = `(60 * CAST(regexp_extract(${tail}, '[+-]([0-9]{2})', 1) AS INTEGER)
      + coalesce(TRY_CAST(regexp_extract(${tail}, '[+-][0-9]{2}:?([0-9]{2})', 1) AS INTEGER), 0))`;
  return `CASE WHEN regexp_full_match(${text}, ${parameters.text(`${local}Z?`)})
               THEN CASE WHEN strlen(${text}) > 17 THEN TRY_CAST(${text} AS TIMESTAMP)
                         ELSE TRY_CAST(left(${text}, 16) AS TIMESTAMP) END
               WHEN regexp_full_match(${text}, ${parameters.text(`${local}${UTC_OFFSET}`)})
               THEN TRY_CAST(regexp_replace(${text}, '[+-][0-9:]+$', '') AS TIMESTAMP)
                    - to_minutes(CASE WHEN contains(${tail}, '-') THEN -1 ELSE 1 END * ${minutes}) END`;
}

function strptimeSql(field: Field, text: string, parameters: SqlParameters): string {
  const pattern = patternOfDateFormat(field.format);
  if (pattern === null) throw new RangeError(`A definition with the format ${field.format} was not refused.`);
  const parsed = `try_strptime(${text}, ${parameters.text(field.format)})`;
  return guarded(text, pattern, `CAST(${parsed} AS ${DUCKDB_TYPES[field.type]})`, parameters);
}

function escapePattern(text: string): string {
  return text.replaceAll(/[\\^$.|?*+()[\]{}-]/g, '\\$&');
}
