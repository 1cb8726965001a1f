/** The fields of the GraphQL schema that `query` answers: arguments in, use case, shape out. */
import { z } from 'zod';
import type { LakeColumn } from '../../../lib/lake/columns';
import { ROW_ZONES } from '../../../lib/lake/keys';
import { checkFilter } from '../../../lib/lake/query/filters';
import type { RecordRow } from '../../../lib/lake/query/query-records';
import { parseSort } from '../../../lib/lake/query/sort';
import { REJECTS_FORMATS } from '../../../lib/problems';
import { getRecordHistory } from '../../../lib/use-cases/get-record-history';
import { getRejectsUrl } from '../../../lib/use-cases/get-rejects-url';
import { getViewLineage } from '../../../lib/use-cases/get-view-lineage';
import { listRejects } from '../../../lib/use-cases/list-rejects';
import { queryRecords } from '../../../lib/use-cases/query-records';
import { queryView } from '../../../lib/use-cases/query-view';
import { saveDataset } from '../../../lib/use-cases/save-dataset';
import { jsonArgument, requirePerson, type FieldResolver } from '../appsync-event';
import { auditTrail, datasets } from '../clients';
import { datasetShape } from '../dataset-shape';
import { queryDeps } from './query-deps';

const filtersArgument = jsonArgument.pipe(z.array(z.unknown()).nullish());
const pageArgs = {
  dataset: z.string(),
  filters: filtersArgument,
  sort: z.string().nullish(),
  offset: z.number().int().nullish(),
  limit: z.number().int().nullish(),
};
const recordsArgs = z.object({
  ...pageArgs,
  zone: z.enum(ROW_ZONES).nullish(),
  columns: z.array(z.string()).nullish(),
  search: z.string().nullish(),
});
const viewArgs = z.object({ ...pageArgs, view: z.string() });
const rejectsArgs = z.object({
  importId: z.string(),
  code: z.string().nullish(),
  column: z.string().nullish(),
  offset: z.number().int().nullish(),
  limit: z.number().int().nullish(),
});

const rejectsUrlArgs = z.object({ importId: z.string(), format: z.enum(REJECTS_FORMATS).nullish() });
const historyArgs = z.object({
  dataset: z.string(),
  zone: z.enum(ROW_ZONES).nullish(),
  importId: z.string(),
  file: z.string(),
  line: z.number().int(),
});
const saveArgs = z.object({
  definition: jsonArgument,
  baseVersion: z.number().int().nonnegative().nullish(),
});
const lineageArgs = z.object({ dataset: z.string(), view: z.string(), group: jsonArgument });

interface Page {
  columns: LakeColumn[];
  rows: RecordRow[];
  total: number | null;
  sequence: number;
  seconds: number;
  expiredRows?: number | null;
}

export const queryFields: Record<string, FieldResolver> = {
  queryRecords: async (args, caller) => {
    const { dataset, zone, columns, search, offset, limit, ...rest } = recordsArgs.parse(args);
    const page = await queryRecords(await queryDeps(), requirePerson(caller), {
      dataset,
      zone: zone ?? undefined,
      select: columns ?? undefined,
      search: search ?? undefined,
      offset: offset ?? undefined,
      limit: limit ?? undefined,
      withTotal: true,
      ...conditionsFrom(rest),
    });
    return pageShape(page);
  },
  queryView: async (args, caller) => {
    const { dataset, view, offset, limit, ...rest } = viewArgs.parse(args);
    const page = await queryView(await queryDeps(), requirePerson(caller), {
      dataset,
      view,
      offset: offset ?? undefined,
      limit: limit ?? undefined,
      ...conditionsFrom(rest),
    });
    return pageShape(page);
  },
  listRejects: async (args, caller) => {
    const { importId, code, column, offset, limit } = rejectsArgs.parse(args);
    const page = await listRejects(await queryDeps(), requirePerson(caller), {
      importId,
      code: code ?? undefined,
      column: column ?? undefined,
      offset: offset ?? undefined,
      limit: limit ?? undefined,
    });
    const items = page.rows.map(({ byte_offset: byteOffset, ...problem }) => ({ ...problem, byteOffset }));
    return { items, groups: page.groups, total: page.total, columns: page.columns };
  },
  getRejectsUrl: async (args, caller) => {
    const { importId, format } = rejectsUrlArgs.parse(args);
    const request = { importId, format: format ?? 'csv' };
    return getRejectsUrl(await queryDeps(), requirePerson(caller), request);
  },
  getRecordHistory: async (args, caller) => {
    const { dataset, zone, importId, file, line } = historyArgs.parse(args);
    const request = { dataset, zone: zone ?? 'silver', row: { import: importId, file, line } };
    return getRecordHistory(await queryDeps(), requirePerson(caller), request);
  },
  getViewLineage: async (args, caller) =>
    getViewLineage(await queryDeps(), requirePerson(caller), lineageArgs.parse(args)),
  // Answered here and not by `api`: expressions and patterns are checked by DuckDB.
  saveDataset: async (args, caller) => {
    const { definition, baseVersion } = saveArgs.parse(args);
    const deps = { datasets, audit: auditTrail };
    return datasetShape(await saveDataset(deps, requirePerson(caller), definition, baseVersion ?? null));
  },
};

function conditionsFrom(args: { filters?: unknown[] | null | undefined; sort?: string | null | undefined }) {
  return {
    filters: (columns: readonly LakeColumn[]) =>
      (args.filters ?? []).map((filter) => checkFilter(filter, columns)),
    sort: (columns: readonly LakeColumn[]) => parseSort(args.sort, columns),
  };
}

/** Rows as arrays in the order of the columns: the names are sent once. */
function pageShape({ columns, rows, total, sequence, seconds, expiredRows = null }: Page) {
  return {
    columns,
    rows: rows.map((row) => columns.map(({ name }) => row[name] ?? null)),
    total,
    sequence,
    seconds,
    expiredRows,
  };
}
