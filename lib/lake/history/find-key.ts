import { quoteIdentifier } from '../../duckdb';
import type { KeyRange } from '../key-range';
import { ROW_ZONES, type RowZone } from '../keys';
import { withCurrentRows, type CurrentRowsRequest } from '../query/current-rows';
import { filterSql } from '../query/filter-sql';
import type { Filter } from '../query/filters';
import { partsForFilters } from '../query/parts-for-filters';
import { SqlParameters } from '../query/sql-parameters';
import { withConnection } from '../query/with-connection';
import { lineageSql } from '../selection/lineage-rows';
import { withRowKeys } from '../selection/row-keys';
import type { RowLineage } from '../selection/selection';
import type { ImportPart } from '../snapshot';
import { allRows } from './all-rows';

export interface KeyRequest extends Omit<CurrentRowsRequest, 'parts'> {
  /** A row of the key, by where it came from or by its key's values; it need not be current. */
  row: RowLineage | { filters: readonly Filter[] };
  primaryKey: readonly string[];
}

export interface FoundKey {
  /** UUID of the key columns' texts. */
  key: string;
  range: KeyRange | null;
}

/** The key of the named row, and its range; null when no part has it, or has it any more. */
export async function findKey(request: KeyRequest): Promise<FoundKey | null> {
  for (const place of placesToLook(request)) {
    const found = await findKeyIn({ ...request, ...place, snapshot: allRows(request.snapshot) });
    if (found) return found;
  }
  return null;
}

/** For lineage the parts of its import, or else those of several imports; the wanted zone first. */
function placesToLook({ snapshot, row, zone, columns }: KeyRequest) {
  const zones = [zone, ...ROW_ZONES.filter((other) => other !== zone)];
  const among = (parts: (zone: RowZone) => ImportPart[]) =>
    zones.map((one) => ({ zone: one, parts: parts(one) }));
  if ('filters' in row) {
    return among((one) => partsForFilters(allRows(snapshot), one, row.filters, columns));
  }
  return [
    ...among((one) =>
      snapshot.writtenParts(one).filter((part) => part.importId === row.import && !part.mixed),
    ),
    ...among((one) => snapshot.parts(one).filter(({ mixed }) => mixed)),
  ];
}

async function findKeyIn(request: KeyRequest & { parts: readonly ImportPart[] }): Promise<FoundKey | null> {
  const { parts, cache, db, row, columns, primaryKey } = request;
  if (parts.length === 0) return null;
  // Only the text of a string is sure to be what the log's ranges have of it, whatever the definition was then.
  const names = primaryKey.filter((name) =>
    columns.some((column) => column.name === name && column.type === 'string'),
  );
  const parameters = new SqlParameters();
  const condition =
    'filters' in row ? filterSql(row.filters, columns, parameters) : lineageSql([row], parameters);
  const selected = ['keys._key::varchar', ...names.map(quoteIdentifier)].join(', ');
  return withCurrentRows(request, (relation) =>
    withRowKeys(cache, parts, (keys) =>
      withConnection(db, async (connection) => {
        const found = await connection.runAndReadAll(
          `select ${selected} from ${relation} as stored
           join ${keys} as keys on keys.part = stored._part and keys.row = stored._row
           where ${condition} limit 1`,
          parameters.values,
        );
        const [key, ...texts] = found.getRows()[0] ?? [];
        if (typeof key !== 'string') return null;
        const entries = names.flatMap((name, index): [string, [string, string]][] => {
          const text = texts[index];
          return typeof text === 'string' ? [[name, [text, text]]] : [];
        });
        return { key, range: entries.length > 0 ? Object.fromEntries(entries) : null };
      }),
    ),
  );
}
