/** What the portal asks for, under which key it is kept, and how long it may be shown without asking again. */
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { RowPlace } from '@/components/api/change-rows';
import { getDataset, listDatasets, listPresets } from '@/components/api/datasets';
import {
  getImport,
  listImports,
  listRejects,
  type Import,
  type ImportFilter,
  type RejectFilter,
} from '@/components/api/imports';
import { getRecordHistory, getViewLineage } from '@/components/api/lineage';
import { getMetrics, getZoneActivity, listAlarms } from '@/components/api/monitoring';
import {
  queryRecords,
  queryView,
  type BrowsedZone,
  type RecordsRequest,
  type ViewRequest,
} from '@/components/api/records';
import { isLive } from '@/components/api/live-state';

const SECOND_MS = 1000;

/** While an import runs: the subscription brings every change, the poll covers what it may have missed. */
const POLL_LIVE_MS = 10 * SECOND_MS;
const POLL_ALONE_MS = 2 * SECOND_MS;

export const keys = {
  datasets: ['datasets'] as const,
  presets: ['presets'] as const,
  imports: ['imports'] as const,
  importList: ['imports', 'list'] as const,
  import: (id: string) => ['imports', 'one', id] as const,
  rejects: (id: string) => ['imports', 'rejects', id] as const,
  /** All that a commit changes. */
  lake: ['lake'] as const,
  monitoring: ['monitoring'] as const,
};

/** Whether there is still something to come. */
export function isOpen({ state }: Pick<Import, 'state'>): boolean {
  return state === 'UPLOADING' || state === 'QUEUED' || state === 'RUNNING';
}

function pollWhile(hasOpen: boolean): number | false {
  if (!hasOpen) return false;
  return isLive() ? POLL_LIVE_MS : POLL_ALONE_MS;
}

export function datasetsQuery() {
  return queryOptions({ queryKey: [...keys.datasets, 'list'], queryFn: listDatasets });
}

export function datasetQuery(name: string) {
  return queryOptions({ queryKey: [...keys.datasets, 'one', name], queryFn: () => getDataset(name) });
}

export function presetsQuery() {
  return queryOptions({ queryKey: keys.presets, queryFn: listPresets, staleTime: Infinity });
}

export function importQuery(id: string) {
  return queryOptions({
    queryKey: keys.import(id),
    queryFn: () => getImport(id),
    refetchInterval: (query) => pollWhile(query.state.data !== undefined && isOpen(query.state.data)),
  });
}

/** The history, newest first, a page at a time. */
export function importsQuery(filter: ImportFilter, limit: number) {
  return infiniteQueryOptions({
    queryKey: [...keys.importList, filter, limit],
    queryFn: ({ pageParam }) => listImports({ ...filter, limit, cursor: pageParam ?? undefined }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.cursor,
    refetchInterval: (query) =>
      pollWhile(query.state.data?.pages.some((page) => page.items.some(isOpen)) ?? false),
  });
}

export function rejectsQuery(id: string, filter: RejectFilter, offset: number, limit: number) {
  return queryOptions({
    queryKey: [...keys.rejects(id), filter, offset, limit],
    queryFn: () => listRejects(id, { ...filter, offset, limit }),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
  });
}

/** The refused rows from the first one on, for as long as more of them are wanted. */
export function allRejectsQuery(id: string, limit: number) {
  return infiniteQueryOptions({
    queryKey: [...keys.rejects(id), 'all', limit],
    queryFn: ({ pageParam }) => listRejects(id, { offset: pageParam, limit }),
    initialPageParam: 0,
    getNextPageParam: ({ total }, pages) => {
      const loaded = pages.reduce((sum, { items }) => sum + items.length, 0);
      return loaded < total ? loaded : null;
    },
    staleTime: Infinity,
  });
}

export function recordsQuery(request: RecordsRequest) {
  return queryOptions({
    queryKey: [...keys.lake, 'records', request],
    queryFn: () => queryRecords(request),
    placeholderData: keepPreviousData,
  });
}

export function viewQuery(request: ViewRequest) {
  return queryOptions({
    queryKey: [...keys.lake, 'view', request],
    queryFn: () => queryView(request),
    placeholderData: keepPreviousData,
  });
}

export function recordHistoryQuery(dataset: string, zone: BrowsedZone, place: RowPlace) {
  return queryOptions({
    queryKey: [...keys.lake, 'history', dataset, zone, place],
    queryFn: () => getRecordHistory(dataset, zone, place),
  });
}

export function viewLineageQuery(dataset: string, view: string, group: Readonly<Record<string, unknown>>) {
  return queryOptions({
    queryKey: [...keys.lake, 'lineage', dataset, view, group],
    queryFn: () => getViewLineage(dataset, view, group),
  });
}

export function metricsQuery(rangeSeconds: number, periodSeconds: number, refetchMs: number | false) {
  return queryOptions({
    queryKey: [...keys.monitoring, 'metrics', rangeSeconds, periodSeconds],
    queryFn: () => {
      // Whole periods, as CloudWatch cuts them; the running one is included.
      const periodMs = periodSeconds * SECOND_MS;
      const to = Math.ceil(Date.now() / periodMs) * periodMs;
      return getMetrics(new Date(to - rangeSeconds * SECOND_MS), new Date(to), periodSeconds);
    },
    placeholderData: keepPreviousData,
    refetchInterval: refetchMs,
  });
}

export function alarmsQuery(refetchMs: number | false = false) {
  return queryOptions({
    queryKey: [...keys.monitoring, 'alarms'],
    queryFn: listAlarms,
    refetchInterval: refetchMs,
  });
}

export function zonesQuery(refetchMs: number | false = false) {
  return queryOptions({
    queryKey: [...keys.monitoring, 'zones'],
    queryFn: getZoneActivity,
    refetchInterval: refetchMs,
  });
}
