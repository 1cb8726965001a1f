/** Pages of a view's result. */
import { parquetSql, quoteIdentifier, type DuckDb } from '../../duckdb';
import { LakeportError } from '../../errors';
import type { LakeColumn } from '../columns';
import { goldKey } from '../keys';
import { ObjectMissingError } from '../object-store';
import type { PartCache } from '../part-cache';
import { filterSql } from './filter-sql';
import { checkFilter, type Filter } from './filters';
import { toJsonValue } from './json-values';
import { checkPageBounds } from './page-bounds';
import type { RecordRow } from './query-records';
import { checkSort, type Sort } from './sort';
import { SqlParameters } from './sql-parameters';
import { columnTypeOf } from './sql-types';
import { withConnection } from './with-connection';

/** Which result: of a view, as of a commit and a version of the definition. */
export interface GoldSource {
  cache: PartCache;
  /** May read the cache's folder. */
  db: DuckDb;
  dataset: string;
  view: string;
  sequence: number;
  definitionVersion: number;
}

export interface GoldQuery extends GoldSource {
  filters?: readonly Filter[];
  sort?: Sort;
  /** 1 to 1,000; 100 without it. */
  limit?: number;
  offset?: number;
}

export interface GoldPage {
  columns: LakeColumn[];
  rows: RecordRow[];
  /** Rows that fit, over all pages. */
  total: number;
  sequence: number;
  seconds: number;
}

/**
 * The columns of a view's result, for parsing a URL's filters.
 * @throws LakeportError `not-found` when the view has not been built as of that commit
 */
export async function goldColumns(source: GoldSource): Promise<LakeColumn[]> {
  return withGold(source, (_relation, columns) => Promise.resolve(columns));
}

/** @throws LakeportError `not-found`, `invalid-filter`, `invalid-request`, `query-timeout` */
export async function queryGold(query: GoldQuery): Promise<GoldPage> {
  const startedAt = performance.now();
  const { limit, offset } = checkPageBounds(query);
  return withGold(query, async (relation, columns) => {
    const filters = (query.filters ?? []).map((filter) => checkFilter(filter, columns));
    const parameters = new SqlParameters();
    const fitting = `from ${relation} where ${filterSql(filters, columns, parameters)}`;
    const order = checkSort(query.sort ?? [], columns).map(
      ({ column, desc }) => `${quoteIdentifier(column)} ${desc ? 'desc' : 'asc'} nulls last`,
    );
    const names = columns.map(({ name }) => quoteIdentifier(name)).join(', ');
    const sql = `select ${names} ${fitting} order by ${[...order, 'file_row_number'].join(', ')} limit ${limit} offset ${offset}`;
    return withConnection(query.db, async (connection) => {
      const found = await connection.runAndReadAll(sql, parameters.values);
      const counted = await connection.runAndReadAll(`select count(*) ${fitting}`, parameters.values);
      return {
        columns,
        rows: found
          .getRows()
          .map((values) =>
            Object.fromEntries(columns.map(({ name }, index) => [name, toJsonValue(values[index] ?? null)])),
          ),
        total: Number(counted.getRows()[0]?.[0]),
        sequence: query.sequence,
        seconds: (performance.now() - startedAt) / 1000,
      };
    });
  });
}

async function withGold<Result>(
  source: GoldSource,
  run: (relation: string, columns: LakeColumn[]) => Promise<Result>,
): Promise<Result> {
  return withGoldFile(source, async (path) => {
    const relation = parquetSql([path]);
    const columns = await withConnection(source.db, async (connection) => {
      const described = await connection.runAndReadAll(`describe select * from ${relation}`);
      return described
        .getRows()
        .map(([name, type]) => ({ name: String(name), type: columnTypeOf(String(type)) }));
    });
    return run(relation, columns);
  });
}

/**
 * Runs `run` with the local path of a view's result.
 * @throws LakeportError `not-found` when the view has not been built as of that commit
 */
export async function withGoldFile<Result>(
  { cache, dataset, view, sequence, definitionVersion }: Omit<GoldSource, 'db'>,
  run: (path: string) => Promise<Result>,
): Promise<Result> {
  try {
    return await cache.use([goldKey(dataset, view, sequence, definitionVersion)], ([path = '']) => run(path));
  } catch (error) {
    if (!(error instanceof ObjectMissingError)) throw error;
    throw new LakeportError(
      'not-found',
      `The view ${view} of ${dataset} has not been built for commit ${sequence}.`,
      {
        resolution: 'It is built within seconds of an import; try again.',
        cause: error,
      },
    );
  }
}
