/** SQL that reads dates and times by strptime formats, no more freely than the format says. */
import { EPOCH_FORMATS, parseDateFormat } from '../../dataset/date-format';
import type { DateFormat } from '../../dataset/date-format';
import { DUCKDB_TYPES } from '../../dataset/field';
import { guardedSql } from './guarded-sql';
import type { SqlParameters } from './sql-parameters';

export type DateType = 'date' | 'time' | 'datetime';

/** From the first to the last moment that is written with four digits of a year. */
const WRITABLE = `BETWEEN TIMESTAMP '0001-01-01 00:00:00' AND TIMESTAMP '9999-12-31 23:59:59.999999'`;

/** The moment itself where its year has four digits, else NULL: an offset may lead out of that range. */
export function writableMoment(moment: string): string {
  return `CASE WHEN ${moment} ${WRITABLE} THEN ${moment} END`;
}

/** `text` is SQL for a VARCHAR; the result is NULL where it does not fit. */
export function strptimeSql(type: DateType, format: string, text: string, parameters: SqlParameters): string {
  const epoch = EPOCH_FORMATS[format];
  if (epoch) return epochSql(epoch.perSecond, text, parameters);
  const parsed = parseDateFormat(format);
  if (parsed === null) throw new RangeError(`A definition with the format ${format} was not refused.`);
  const moment = momentSql(parsed, text, parameters);
  const checks = [...parsed.groups].map(([part, group]) => {
    const said = `regexp_extract(${text}, ${parameters.text(parsed.pattern)}, ${group})`;
    if (part === 'yearday') return `dayofyear(${moment}) = TRY_CAST(${said} AS INTEGER)`;
    return `starts_with(lower(dayname(${moment})), lower(${said}))`;
  });
  // A date whose format has a time is midnight, or something would be lost.
  if (type === 'date' && parsed.parts.has('hour')) checks.push(`CAST(${moment} AS DATE) = ${moment}`);
  const value = `CAST(${moment} AS ${DUCKDB_TYPES[type]})`;
  const checked = checks.length === 0 ? value : `CASE WHEN ${checks.join(' AND ')} THEN ${value} END`;
  return guardedSql(text, parsed.pattern, checked, parameters);
}

function momentSql(format: DateFormat, text: string, parameters: SqlParameters): string {
  const strptime = parameters.text(format.strptime);
  if (!format.parts.has('offset')) return `try_strptime(${text}, ${strptime})`;
  // DuckDB knows no Z. Its result has a time zone, and a cast would go by the session's.
  const numeric = `regexp_replace(${text}, 'Z$', '+00')`;
  return writableMoment(`make_timestamp(epoch_us(try_strptime(${numeric}, ${strptime})))`);
}

/** Eleven digits of seconds reach the year 5138. */
function epochSql(perSecond: number, text: string, parameters: SqlParameters): string {
  const digitsMax = 10 + String(perSecond).length;
  const moment = `make_timestamp(TRY_CAST(${text} AS BIGINT) * ${1_000_000 / perSecond})`;
  return guardedSql(text, `-?[0-9]{1,${digitsMax}}`, writableMoment(moment), parameters);
}
