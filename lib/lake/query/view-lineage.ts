/** The imports behind one row of a view: whose current rows are in its group. */
import { quoteIdentifier } from '../../duckdb';
import { withCurrentRows, type CurrentRowsRequest } from './current-rows';
import { SqlParameters } from './sql-parameters';
import { withConnection } from './with-connection';

/** One group column: an expression over one row, its DuckDB type, and the value that the group has. */
export interface GroupValue {
  sql: string;
  type: string;
  /** In canonical form; null where the group's value is missing. */
  value: string | null;
}

export interface ImportShare {
  importId: string;
  /** Accepted and flagged rows together. */
  rows: number;
  anomalous: number;
}

/**
 * The shares of the imports, most rows first.
 * @param groups without any, all rows are in the group
 */
export async function queryViewLineage(
  request: Omit<CurrentRowsRequest, 'zone' | 'parts'>,
  groups: readonly GroupValue[],
): Promise<ImportShare[]> {
  const parameters = new SqlParameters();
  const conditions = groups.map(({ sql, type, value }) =>
    value === null ? `(${sql}) is null` : `(${sql}) = cast(${parameters.add(value)} as ${type})`,
  );
  const names = request.columns.map(({ name }) => quoteIdentifier(name)).join(', ');
  return withCurrentRows({ ...request, zone: 'silver' }, (silver) =>
    withCurrentRows({ ...request, zone: 'anomalies' }, (anomalies) =>
      withConnection(request.db, async (connection) => {
        const found = await connection.runAndReadAll(
          `select _import, count(*) as rows, count(*) filter (anomalous) as anomalous from (
             select ${names}, _import, false as anomalous from ${silver}
             union all select ${names}, _import, true as anomalous from ${anomalies}
           ) as source where ${['true', ...conditions].join(' and ')}
           group by _import order by rows desc, _import`,
          parameters.values,
        );
        return found.getRows().map(([importId, rows, anomalous]) => ({
          importId: String(importId),
          rows: Number(rows),
          anomalous: Number(anomalous),
        }));
      }),
    ),
  );
}
