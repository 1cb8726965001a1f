/**
 * The statements that make rows of a segment's records. All rows are typed and judged first, in a table of the
 * connection; what is wrong with a bad row is worked out for the bad rows alone, from their cells, which the
 * table keeps for that. So good rows, which are nearly all, do not pay for the explanation of bad ones.
 */
import type { DuckDBConnection } from '@duckdb/node-api';
import { outputColumns } from '../../dataset/definition';
import type { DatasetDefinition } from '../../dataset/definition';
import { quoteIdentifier } from '../../duckdb';
import type { Segment } from '../scan/segment-file';
import type { RowCheck } from '../typing/constraint-checks';
import { identitySql } from '../typing/identity-sql';
import type { SqlParameters } from '../typing/sql-parameters';
import { anyOf, discardedColumn, planRowLayers, ruleColumn } from './row-layers';
import type { RowLayersInput } from './row-layers';
import { cellColumns, IS_REPAIRED, offsetSql, rawSql, segmentSql } from './segment-sql';

/** The table of a segment's rows. */
export const STAGED = '_staged';

/** In `_flags`, what a repaired row has in place of a rule's name. */
export const REPAIRED_FLAG = '_repaired';

export type RowZone = 'accepted' | 'anomalies';

/** Physical lines of a file. */
export interface LineRange {
  from: number;
  /** Behind the last one. */
  to: number;
}

export interface RowPlan {
  /** Number of cells of a record. */
  width: number;
  /** Names of the fields whose bad values are discarded. */
  discardable: string[];
  parameters: SqlParameters;
  /**
   * A SELECT of a segment's rows for the table `STAGED`: `_line`, the output columns, the rules' results,
   * whether each discardable field's value was discarded, `_anomalous`, `_bad`; `_key UUID` where there is a primary
   * key, `_repaired` where rows were repaired; and `_record VARCHAR[]`, the place and the cells of a bad row, NULL
   * for the others.
   */
  stagedSql(segment: Segment): string;
  /** SQL for the flags of a row in `STAGED`: the rules it meets, and whether it was repaired. */
  flagsSql(segment: Segment, zone: RowZone): string;
  /**
   * A SELECT of every problem of the bad rows in `STAGED` that are on some lines: `line`, `byte_offset`, `column`, `code`, `message`,
   * `raw`, `suggestion` (NULL), `ordinal`.
   */
  problemsSql(segment: Segment, lines: LineRange): string;
}

/** @throws ExpressionError for an expression that `checkDefinition` would refuse. */
export async function planRows(connection: DuckDBConnection, input: RowLayersInput): Promise<RowPlan> {
  const { definition, layout } = input;
  const { width } = layout;
  const layers = await planRowLayers(connection, input);
  const { parameters, checks, discardable } = layers;
  const flagOf = definition.rules.map(
    ({ name }, index) => `CASE WHEN ${ruleColumn(index)} THEN ${parameters.text(name)} END`,
  );
  const isBad = anyOf(checks.map((check) => check.condition));
  const problems = presentOf(checks.map((check) => problemSql(check, parameters)));
  const staged = stagedColumns(definition, width, discardable.length);
  return {
    width,
    discardable: discardable.map((field) => field.name),
    parameters,
    stagedSql: (segment) => {
      const judged = `SELECT *, ${isBad} AS _bad FROM (${layers.over(segmentSql(segment, width))})`;
      const repaired = segment.repairedRows > 0 ? [`${IS_REPAIRED} AS _repaired`] : [];
      return `SELECT ${[...staged, ...repaired].join(', ')} FROM (${judged})`;
    },
    flagsSql: (segment, zone) => {
      // A row that a rule of the other route flags is in the other zone.
      const flags = flagOf.filter(
        (_, index) => zone === 'anomalies' || definition.rules[index]?.route === 'flag',
      );
      if (segment.repairedRows > 0) flags.push(`CASE WHEN _repaired THEN '${REPAIRED_FLAG}' END`);
      return `${presentOf(flags)}::VARCHAR[]`;
    },
    problemsSql: (segment, { from, to }) => {
      const columns = ['_place', ...cellColumns(width)].map(
        (column, index) => `_record[${index + 1}] AS ${column}`,
      );
      const rows = layers.over(
        `SELECT _line, ${columns.join(', ')} FROM ${STAGED}
         WHERE _bad AND _line >= ${from} AND _line < ${to}`,
      );
      return unnestedSql(
        `SELECT _line, ${offsetSql(segment)} AS _offset, ${rawSql(segment.dialect, width)} AS _raw,
                ${problems} AS _problems FROM (${rows})`,
      );
    },
  };
}

/** The columns of `STAGED`, `_repaired` aside, over the judged rows of a segment. */
function stagedColumns(definition: DatasetDefinition, width: number, discardable: number): string[] {
  const outputs = outputColumns(definition);
  const keyColumns = definition.schema.primaryKey.flatMap((name) =>
    outputs.filter((column) => column.name === name),
  );
  const results = definition.rules.map((_, index) => `struct_extract(${ruleColumn(index)}, 'value')`);
  const review = results.filter((_, index) => definition.rules[index]?.route === 'anomalies');
  const discarded = Array.from({ length: discardable }, (_, index) => discardedColumn(index));
  return [
    '_line',
    ...outputs.map((column) => quoteIdentifier(column.name)),
    ...results.map((result, index) => `${result} AS ${ruleColumn(index)}`),
    ...discarded.map((column) => `NOT _bad AND ${column} AS ${column}`),
    `${anyOf(review)} AS _anomalous`,
    ...(keyColumns.length > 0 ? [`${identitySql(keyColumns)} AS _key`] : []),
    '_bad',
    `CASE WHEN _bad THEN [${['_place', ...cellColumns(width)].join(', ')}] END AS _record`,
  ];
}

/** One row for each problem of each row. */
function unnestedSql(rows: string): string {
  return `
    SELECT _line AS line, _offset AS byte_offset, _problem."column" AS "column", _problem.code AS code,
           _problem.message AS message, _raw AS raw, NULL::VARCHAR AS suggestion, _ordinal AS ordinal
    FROM (SELECT _line, _offset, _raw, unnest(_problems) AS _problem, generate_subscripts(_problems, 1) AS _ordinal
          FROM (${rows}))`;
}

function problemSql({ code, column, condition, message }: RowCheck, parameters: SqlParameters): string {
  const name = column === null ? 'NULL::VARCHAR' : parameters.text(column);
  return `CASE WHEN ${condition} THEN struct_pack("column" := ${name}, code := '${code}', message := ${message}) END`;
}

/** A list of those values that are not NULL. */
function presentOf(values: string[]): string {
  if (values.length === 0) return '[]';
  return `list_filter([${values.join(', ')}], lambda value : value IS NOT NULL)`;
}
