/** What is asked of DuckDB for one facet, and its answer. */
import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api';
import { quoteIdentifier } from '../../duckdb';
import type { ColumnType, LakeColumn } from '../columns';
import { toJsonValue, type JsonValue } from './json-values';

/** How many values of a column are told. */
const FACET_VALUES_MAX = 20;

const ORDERED_TYPES: ReadonlySet<ColumnType> = new Set([
  'integer',
  'number',
  'date',
  'time',
  'datetime',
  'year',
]);

export interface FacetValue {
  value: JsonValue;
  count: number;
}

export interface CountedValues {
  /** The most frequent ones first; those that are equally frequent in their own order. */
  values: FacetValue[];
  distinct: number;
  /** Rows for which the filter `empty` holds. */
  missing: number;
  /** All rows that were counted. */
  rows: number;
}

/** Texts in the form of filters; null where the type has no order, or no row a value. */
export interface ValueRange {
  min: string | null;
  max: string | null;
}

/** Rows to look at: a relation, the condition that holds for them, and its parameters. */
export interface FacetRows {
  relation: string;
  /** A relation of rows that are in the other one and do not count. */
  without?: string | undefined;
  condition: string;
  parameters: Record<string, string>;
}

/** Each value with its count, of which the most frequent are told. */
export async function countValues(
  connection: DuckDBConnection,
  column: LakeColumn,
  { relation, without, condition, parameters }: FacetRows,
): Promise<CountedValues & ValueRange> {
  const frequencies = (rows: string, count: string) =>
    `select value, ${count} as frequency
     from (select ${valueSql(column)} as value from ${rows} where ${condition}) group by value`;
  const all = frequencies(relation, 'count(*)::bigint');
  // Grouping is fast on rows as they are stored. A join that leaves some of them out first takes several times as long.
  const counted = without
    ? `select value, sum(frequency)::bigint as frequency
       from (${all} union all ${frequencies(without, '-count(*)::bigint')}) group by value having sum(frequency) > 0`
    : all;
  const [least, greatest] = rangeSql(column.type, 'value');
  const found = await connection.runAndReadAll(
    `with counted as materialized (${counted}),
     top as (select value, frequency from counted where value is not null
       order by frequency desc, value limit ${FACET_VALUES_MAX})
     select (select list(value order by frequency desc, value) from top),
       (select list(frequency order by frequency desc, value) from top),
       count(value), coalesce(sum(frequency) filter (where value is null), 0)::bigint,
       coalesce(sum(frequency), 0)::bigint, ${least}, ${greatest} from counted`,
    parameters,
  );
  const [values, counts, distinct, missing, rows, min, max] = found.getRows()[0] ?? [];
  const countList = listOf(counts);
  return {
    values: listOf(values).map((value, index) => ({ value, count: Number(countList[index]) })),
    distinct: Number(distinct),
    missing: Number(missing),
    rows: Number(rows),
    min: textOf(min),
    max: textOf(max),
  };
}

/** What can be told of a column of which almost every row has a value of its own, without grouping by it. */
export async function measureRange(
  connection: DuckDBConnection,
  column: LakeColumn,
  { relation, condition, parameters }: FacetRows,
): Promise<ValueRange & Pick<CountedValues, 'distinct' | 'missing'>> {
  const [least, greatest] = rangeSql(column.type, 'value');
  const found = await connection.runAndReadAll(
    `select approx_count_distinct(value), count(*) - count(value), ${least}, ${greatest}
     from (select ${valueSql(column)} as value from ${relation} where ${condition})`,
    parameters,
  );
  const [distinct, missing, min, max] = found.getRows()[0] ?? [];
  return { distinct: Number(distinct), missing: Number(missing), min: textOf(min), max: textOf(max) };
}

/** NULL for each row that the filter `empty` finds. A row with several marks counts for each of them. */
function valueSql({ name, type }: LakeColumn): string {
  const column = quoteIdentifier(name);
  if (type === 'list')
    return `unnest(case when coalesce(len(${column}), 0) = 0 then [null] else ${column} end)`;
  return type === 'string' ? `nullif(${column}, '')` : column;
}

function rangeSql(type: ColumnType, value: string): [string, string] {
  return ORDERED_TYPES.has(type) ? [`min(${value})`, `max(${value})`] : ['null', 'null'];
}

function listOf(value: DuckDBValue | undefined): JsonValue[] {
  const list = toJsonValue(value ?? null);
  return Array.isArray(list) ? list : [];
}

function textOf(value: DuckDBValue | undefined): string | null {
  const json = toJsonValue(value ?? null);
  return json === null ? null : String(json);
}
