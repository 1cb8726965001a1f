/** Answers a SELECT of a person over a dataset's rows and views, and over nothing else. */
import { parquetSql, quoteIdentifier } from '../../duckdb';
import { measureStatement } from '../../sql-sandbox/measure-statement';
import { parseSelect } from '../../sql-sandbox/parse-select';
import { refuseStatement } from '../../sql-sandbox/refuse-statement';
import { runStatement, SQL_LIMITS, type SqlLimits, type SqlRelation } from '../../sql-sandbox/run-statement';
import { withLineage, type LakeColumn } from '../columns';
import type { RowZone } from '../keys';
import { withCurrentRows, type CurrentRowsRequest } from './current-rows';
import { toJsonValue, type JsonValue } from './json-values';
import { withGoldFile } from './query-gold';
import { columnTypeOf } from './sql-types';
import { withConnection } from './with-connection';

/** What the rows of each zone are called in SQL; a view of such a name cannot be reached. */
const ZONES_BY_RELATION: Readonly<Record<string, RowZone>> = { rows: 'silver', anomalies: 'anomalies' };

export type SqlQuery = Omit<CurrentRowsRequest, 'parts' | 'zone'> & {
  sql: string;
  /** The views that have been built, as of which commit and version of the definition. */
  views: { names: readonly string[]; sequence: number; definitionVersion: number };
  limits?: Partial<SqlLimits>;
};

export interface SqlPage {
  columns: LakeColumn[];
  /** In the order of the columns. */
  rows: JsonValue[][];
  /** Whether there are more rows than were read. */
  cut: boolean;
  rowsMax: number;
  secondsMax: number;
  /** The commit whose rows were read. */
  sequence: number;
  seconds: number;
}

/** @throws LakeportError `invalid-sql`, `query-timeout`, `not-found` when a view is just being built */
export async function querySql(query: SqlQuery): Promise<SqlPage> {
  const startedAt = performance.now();
  const limits = { ...SQL_LIMITS, ...query.limits };
  const select = await withConnection(query.db, (connection) => parseSelect(connection, query.sql));
  const read = refuseStatement(select, [...Object.keys(ZONES_BY_RELATION), ...query.views.names]);
  measureStatement(select);
  const { columns, rows, cut } = await withRelations(query, [...read], (relations) =>
    runStatement(select, relations, limits),
  );
  return {
    columns: columns.map(({ name, sqlType }) => ({ name, type: columnTypeOf(sqlType) })),
    rows: rows.map((row) => row.map(toJsonValue)),
    cut,
    rowsMax: limits.rowsMax,
    secondsMax: limits.secondsMax,
    sequence: query.snapshot.sequence,
    seconds: (performance.now() - startedAt) / 1000,
  };
}

/** Only what the statement reads is fetched. */
async function withRelations<Result>(
  query: SqlQuery,
  [name, ...others]: readonly string[],
  run: (relations: SqlRelation[]) => Promise<Result>,
): Promise<Result> {
  if (name === undefined) return run([]);
  const runWith = (sql: string, files: string[]) =>
    withRelations(query, others, (relations) => run([{ name, sql, files }, ...relations]));
  const zone = ZONES_BY_RELATION[name];
  if (zone) {
    const names = withLineage(query.columns).map((column) => quoteIdentifier(column.name));
    return withCurrentRows({ ...query, zone }, (relation, _expiredRows, files) =>
      runWith(`(select ${names.join(', ')} from ${relation})`, files.paths),
    );
  }
  const { cache, snapshot, views } = query;
  return withGoldFile({ ...views, cache, dataset: snapshot.dataset, view: name }, (path) =>
    runWith(`(select * from ${parquetSql([path])})`, [path]),
  );
}
