/**
 * SQL that turns the text of a cell into its type, and into NULL when it does not fit. Each cast is guarded,
 * because DuckDB's own are lax: they take `1_000`, `1.6` for an integer, `nan`, spaces and `epoch`, and ignore the
 * offset of a timestamp.
 */
import type { Field } from '../../dataset/field';
import { dateSql } from './date-sql';
import { guardedSql } from './guarded-sql';
import { numberSql } from './number-sql';
import type { SqlParameters } from './sql-parameters';

/**
 * `text` is SQL for a VARCHAR that is NULL where the value is missing; so is the result. It occurs several times in
 * it, so it is best a column. A string is never turned into NULL: its format is one of the constraints' checks.
 */
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
      return guardedSql(text, '[0-9]{4}', `nullif(TRY_CAST(${text} AS BIGINT), 0)`, parameters);
    case 'json':
      return jsonSql(text);
    case 'date':
    case 'time':
    case 'datetime':
      return dateSql(field.type, field.format, text, parameters);
  }
}

/** What a text should have been, for a message: `is not …`. */
export function describeType(field: Field): string {
  const format = describeDateFormat(field.format);
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

function describeDateFormat(format: string): string | null {
  if (format === 'default') return null;
  return format === 'any' ? 'in a form that is not ambiguous, such as ISO 8601' : `in the form ${format}`;
}

/**
 * DuckDB's parser of JSON also takes `NaN`, `Infinity` and a comma behind the last element. Texts are taken out
 * before the search for those, but only where there is something to be found at all.
 */
function jsonSql(text: string): string {
  const lax = ',\\s*[\\]}]|[nN][aA][nN]|[iI][nN][fF]';
  const bare = `regexp_replace(${text}, '"([^"\\\\]|\\\\.)*"', '""', 'g')`;
  return `CASE WHEN json_valid(${text})
                AND NOT (regexp_matches(${text}, '${lax}') AND regexp_matches(${bare}, '${lax}'))
               THEN CAST(json(${text}) AS VARCHAR) END`;
}
