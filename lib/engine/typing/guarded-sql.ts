import type { SqlParameters } from './sql-parameters';

/** SQL for `cast` where the whole of `text` matches an RE2 expression, else NULL. */
export function guardedSql(text: string, pattern: string, cast: string, parameters: SqlParameters): string {
  return `CASE WHEN regexp_full_match(${text}, ${parameters.text(pattern)}) THEN ${cast} END`;
}
