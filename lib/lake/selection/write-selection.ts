import { quoteLiteral } from '../../duckdb';
import { withLineage } from '../columns';
import { searchSql } from '../query/contains-sql';
import { withCurrentRows, type CurrentRowsRequest } from '../query/current-rows';
import { filterSql } from '../query/filter-sql';
import { partsForFilters } from '../query/parts-for-filters';
import { SqlParameters } from '../query/sql-parameters';
import { withConnection } from '../query/with-connection';
import type { ImportPart } from '../snapshot';
import { lineageSql, partsForLineage } from './lineage-rows';
import { withRowKeys } from './row-keys';
import type { Selection } from './selection';

/**
 * Writes the chosen rows to a local file as NDJSON, `{"key", "import", "file", "line"}`, and returns how many there are.
 * `db` must be allowed to write there. Rows are streamed, so that a million of them need hardly any memory.
 */
export async function writeSelection(
  request: Omit<CurrentRowsRequest, 'parts'>,
  selection: Selection,
  file: string,
): Promise<number> {
  const parts = partsFor(request, selection);
  if (parts.length === 0) return 0;
  const parameters = new SqlParameters();
  const condition =
    'rows' in selection
      ? lineageSql(selection.rows, parameters)
      : `${filterSql(selection.filters, withLineage(request.columns), parameters)}
          and ${searchSql(selection.search ?? '', request.columns, parameters)}`;
  return withCurrentRows({ ...request, parts }, (relation) =>
    withRowKeys(request.cache, parts, (keys) =>
      withConnection(request.db, async (connection) => {
        // COPY takes no parameters, a table does.
        await connection.run(
          `create temp table chosen as select keys._key::varchar as "key", _import as "import", _file as "file", _line as "line"
           from ${relation} as current join ${keys} as keys on keys.part = current._part and keys.row = current._row
           where ${condition}`,
          parameters.values,
        );
        const copied = await connection.run(`copy chosen to ${quoteLiteral(file)} (format json)`);
        return copied.rowsChanged;
      }),
    ),
  );
}

function partsFor({ snapshot, zone, columns }: CurrentRowsRequest, selection: Selection): ImportPart[] {
  return 'rows' in selection
    ? partsForLineage(snapshot, zone, selection.rows)
    : partsForFilters(snapshot, zone, selection.filters, columns);
}
