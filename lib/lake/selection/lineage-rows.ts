/** Rows that are named by where they came from. */
import type { RowZone } from '../keys';
import type { SqlParameters } from '../query/sql-parameters';
import type { ImportPart, Snapshot } from '../snapshot';
import type { RowLineage } from './selection';

/** The parts that can hold the rows: those of their imports, and those whose rows name their imports themselves. */
export function partsForLineage(
  snapshot: Snapshot,
  zone: RowZone,
  rows: readonly RowLineage[],
): ImportPart[] {
  const imports = new Set(rows.map((row) => row.import));
  return snapshot.parts(zone).filter((part) => part.mixed || imports.has(part.importId));
}

/** The condition that a current row is one of them. */
export function lineageSql(rows: readonly RowLineage[], parameters: SqlParameters): string {
  const list = parameters.add(JSON.stringify(rows));
  return `(_import, _file, _line) in (select (named.import, named.file, named.line) from (
    select unnest(from_json(${list}, '[{"import":"VARCHAR","file":"VARCHAR","line":"BIGINT"}]')) as named))`;
}
