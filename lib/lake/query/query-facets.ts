/**
 * How often each value of some columns occurs among the rows that filters and a search leave. A column's own filters do
 * not count for it, so that a choice can be widened. There is a budget of time: what is not counted when it is over is
 * told of a sample, and says so.
 */
import type { DuckDBConnection } from '@duckdb/node-api';
import { quoteIdentifier, type DuckDb } from '../../duckdb';
import { LakeportError } from '../../errors';
import { withLineage, type LakeColumn } from '../columns';
import type { ImportPart } from '../snapshot';
import { searchSql } from './contains-sql';
import { withCurrentRows, type CurrentFiles, type CurrentRowsRequest } from './current-rows';
import { countValues, measureRange, type FacetRows, type FacetValue, type ValueRange } from './facet-sql';
import { filterSql } from './filter-sql';
import { checkFilter, type Filter } from './filters';
import { partsForFilters } from './parts-for-filters';
import { SqlParameters } from './sql-parameters';
import { withConnection } from './with-connection';

export interface FacetLimits {
  /** Milliseconds for all columns together, from when their files are on the local disk. */
  budgetMs: number;
  /** Rows of a sample; of fewer rows none is taken first, as counting all of them is as fast. */
  sampleRows: number;
  /** A column that seems to have more different values is not grouped by. */
  groups: number;
}

export const FACET_LIMITS: FacetLimits = { budgetMs: 1000, sampleRows: 100_000, groups: 1_000_000 };

const COLUMNS_MAX = 100;
/** Parts that a sample is taken from, spread over all of them. */
const SAMPLE_PARTS = 8;
/** Where so much of a sample has a value of its own, the most frequent values say nothing. */
const UNIQUE_SHARE = 0.5;

export type FacetsQuery = Omit<CurrentRowsRequest, 'parts'> & {
  filters?: readonly Filter[];
  /** Text to look for in every column, in any case. */
  search?: string;
  /** Names of columns and lineage. */
  facets: readonly string[];
  limits?: Partial<FacetLimits>;
};

export interface Facet extends ValueRange {
  column: string;
  /** The most frequent ones, missing values not among them. */
  values: FacetValue[];
  /** Of all rows, perhaps estimated; null when that is not known. */
  distinct: number | null;
  /** Rows for which the filter `empty` holds. */
  missing: number;
  /** Whether not all rows were counted: the counts are then of a sample. */
  cut: boolean;
  /** From the question to this answer. */
  seconds: number;
}

/** A facet that is being worked out: better answers replace its first one. */
interface Task {
  column: LakeColumn;
  startedAt: number;
  filters: Filter[];
  facet: Omit<Facet, 'column'>;
  /** Of the sample: different values, and rows that fit. */
  sampled: { distinct: number; rows: number };
}

/**
 * In the order asked for. However large the dataset is, there is an answer when the budget is over; at worst it has no
 * values.
 * @throws LakeportError `invalid-request`, `invalid-filter`
 */
export async function queryFacets(query: FacetsQuery): Promise<Facet[]> {
  const tasks = tasksOf(query, performance.now());
  const parts = partsOf(query, tasks);
  const limits = { ...FACET_LIMITS, ...query.limits };
  const rows = parts.reduce((sum, part) => sum + part.rows, 0);
  await withCurrentRows({ ...query, parts }, async (relation, _expiredRows, files) => {
    const run = runWithin(query.db, performance.now() + limits.budgetMs);
    const isLarge = rows > limits.sampleRows;
    if (isLarge) await countSample(query, tasks, parts, limits.sampleRows, run);
    // Columns of few values are counted fast: one with millions of them must not take the time of all others.
    const cheapFirst = tasks.toSorted((one, other) => one.sampled.distinct - other.sampled.distinct);
    const [ranges, counts] = splitBy(cheapFirst, (task) => {
      const groups = (task.sampled.distinct / limits.sampleRows) * rows;
      return isUnique(task) && groups > limits.groups;
    });
    await run(async (connection, isOver) => {
      const current = isLarge ? await setApart(connection, files, counts, query.search ?? '') : { relation };
      for (const task of counts) {
        if (isOver()) return;
        await unlessTooMuch(() =>
          count(connection, task, { ...fittingRows(query, task, relation), ...current }),
        );
      }
      for (const task of ranges) {
        if (isOver()) return;
        await unlessTooMuch(() => measure(connection, task, fittingRows(query, task, relation)));
      }
    });
  });
  return tasks.map(({ column, facet }) => ({ column: column.name, ...facet }));
}

function tasksOf({ columns, filters = [], facets }: FacetsQuery, startedAt: number): Task[] {
  const known = withLineage(columns);
  const checked = filters.map((filter) => checkFilter(filter, known));
  if (facets.length > COLUMNS_MAX) {
    throw new LakeportError('invalid-request', `One request counts up to ${COLUMNS_MAX} columns.`);
  }
  return facets.map((name) => {
    const column = known.find((candidate) => candidate.name === name);
    if (!column) {
      throw new LakeportError('invalid-request', `There is no column ${name}.`, {
        resolution: `The columns are ${known.map((candidate) => candidate.name).join(', ')}.`,
      });
    }
    return {
      column,
      startedAt,
      filters: checked.filter((filter) => filter.column !== name),
      facet: { values: [], min: null, max: null, distinct: null, missing: 0, cut: true, seconds: 0 },
      sampled: { distinct: 0, rows: 0 },
    };
  });
}

/** Those that can hold rows of any of the facets: only filters that all have in common leave some out. */
function partsOf({ snapshot, zone, columns }: FacetsQuery, tasks: readonly Task[]): ImportPart[] {
  const [first, ...others] = tasks;
  const shared =
    first?.filters.filter((filter) => others.every(({ filters }) => filters.includes(filter))) ?? [];
  return partsForFilters(snapshot, zone, shared, columns);
}

function isUnique({ sampled }: Task): boolean {
  return sampled.distinct > sampled.rows * UNIQUE_SHARE;
}

type Run = (work: (connection: DuckDBConnection, isOver: () => boolean) => Promise<void>) => Promise<void>;

/** Runs a piece of work as long as there is time; what it has not come to by then is left as it is. */
function runWithin(db: DuckDb, deadline: number): Run {
  return async (work) => {
    const leftMs = deadline - performance.now();
    if (leftMs <= 0) return;
    // An interrupt ends the statement that is running, not those that come after it.
    const isOver = () => performance.now() > deadline;
    await unlessTooMuch(() => withConnection(db, (connection) => work(connection, isOver), leftMs));
  };
}

/** What has been found so far stays, when there is too little time or memory for the rest. */
async function unlessTooMuch(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!isTooMuch(error)) throw error;
  }
}

/** A column of too many different values, for the time or for the memory that there is. */
function isTooMuch(error: unknown): boolean {
  if (error instanceof LakeportError) return error.code === 'query-timeout';
  return error instanceof Error && error.message.startsWith('Out of Memory');
}

/** First answers for all: of the first rows of some parts, which Parquet gives without reading the others. */
async function countSample(
  query: FacetsQuery,
  tasks: readonly Task[],
  parts: readonly ImportPart[],
  sampleRows: number,
  run: Run,
): Promise<void> {
  const chosen = spread(parts, SAMPLE_PARTS);
  const perPart = Math.ceil(sampleRows / chosen.length);
  await withCurrentRows({ ...query, parts: chosen }, (relation) =>
    run(async (connection, isOver) => {
      const parameters = new SqlParameters();
      const searched = searchSql(query.search ?? '', query.columns, parameters);
      await connection.run(
        `create temp table facet_sample as select ${namesRead(tasks)}
         from ${relation} where _row < ${perPart} and ${searched}`,
        parameters.values,
      );
      for (const task of tasks) {
        if (isOver()) return;
        const fitting = fittingRows({ ...query, search: '' }, task, 'facet_sample');
        const counted = await countValues(connection, task.column, fitting);
        const { values, missing, min, max, distinct, rows } = counted;
        task.sampled = { distinct, rows };
        answer(task, { values, missing, min, max });
      }
    }),
  );
}

/** The rows that count no longer, kept apart to be taken off each count, as there are few of them. */
async function setApart(
  connection: DuckDBConnection,
  { written, superseded }: CurrentFiles,
  tasks: readonly Task[],
  search: string,
): Promise<Pick<FacetRows, 'relation' | 'without'>> {
  if (superseded === null || tasks.length === 0) return { relation: written };
  await connection.run(
    `create temp table facet_superseded as select ${search === '' ? namesRead(tasks) : '*'} from ${written} as written
     semi join ${superseded} as gone on gone.part = written._part and gone.row = written._row`,
  );
  return { relation: written, without: 'facet_superseded' };
}

function namesRead(tasks: readonly Task[]): string {
  const names = tasks.flatMap(({ column, filters }) => [
    column.name,
    ...filters.map((filter) => filter.column),
  ]);
  return [...new Set(names)].map(quoteIdentifier).join(', ');
}

function splitBy<Item>(items: readonly Item[], fits: (item: Item) => boolean): [Item[], Item[]] {
  return [items.filter(fits), items.filter((item) => !fits(item))];
}

/** Some of the items, evenly over all of them. */
function spread<Item>(items: readonly Item[], count: number): Item[] {
  if (items.length <= count) return [...items];
  return items.filter(
    (_, index) =>
      Math.floor((index * count) / items.length) !== Math.floor(((index - 1) * count) / items.length),
  );
}

async function count(connection: DuckDBConnection, task: Task, fitting: FacetRows): Promise<void> {
  const { values, distinct, missing, min, max } = await countValues(connection, task.column, fitting);
  answer(task, { values, distinct, missing, min, max, cut: false });
}

async function measure(connection: DuckDBConnection, task: Task, fitting: FacetRows): Promise<void> {
  answer(task, await measureRange(connection, task.column, fitting));
}

function answer(task: Task, found: Partial<Task['facet']>): void {
  const seconds = (performance.now() - task.startedAt) / 1000;
  task.facet = { ...task.facet, ...found, seconds };
}

function fittingRows({ columns, search = '' }: FacetsQuery, { filters }: Task, relation: string): FacetRows {
  const parameters = new SqlParameters();
  const conditions = [
    filterSql(filters, withLineage(columns), parameters),
    searchSql(search, columns, parameters),
  ];
  return { relation, condition: conditions.join(' and '), parameters: parameters.values };
}
