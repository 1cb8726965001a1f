import { queryOptions, type QueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { ask } from '@/components/api/client';
import type { BrowsedZone } from '@/components/api/records';
import { EXPORT_FORMATS, EXPORT_STATES, isExportOpen, type ExportFormat } from '@/lib/exports';
import type { Filter } from '@/lib/lake/query/filters';

const POLL_MS = 1_000;

const exportSchema = z.object({
  id: z.string(),
  dataset: z.string(),
  format: z.enum(EXPORT_FORMATS),
  gzip: z.boolean(),
  fileName: z.string(),
  state: z.enum(EXPORT_STATES),
  createdAt: z.string(),
  rowsTotal: z.number().nullish(),
  rowsWritten: z.number(),
  sizeBytes: z.number().nullish(),
  error: z.object({ code: z.string(), message: z.string() }).nullish(),
  url: z.string().nullish(),
  expiresAt: z.string().nullish(),
});

/** A file of all rows that fit a question, or the way to it. */
export type Export = z.infer<typeof exportSchema>;

export interface ExportRequest {
  dataset: string;
  zone: BrowsedZone;
  columns: readonly string[];
  filters: readonly Filter[];
  search: string | null;
  sort: string | null;
  format: ExportFormat;
  gzip: boolean;
}

export async function requestExport({ columns, filters, ...rest }: ExportRequest): Promise<Export> {
  const asked = await ask((client) =>
    client.mutations.requestExport({ ...rest, columns: [...columns], filters: JSON.stringify(filters) }),
  );
  return exportSchema.parse(asked);
}

export async function getExport(id: string): Promise<Export> {
  return exportSchema.parse(await ask((client) => client.queries.getExport({ id })));
}

export async function cancelExport(id: string): Promise<Export> {
  return exportSchema.parse(await ask((client) => client.mutations.cancelExport({ id })));
}

async function listExports(): Promise<Export[]> {
  const exported = await ask((client) => client.queries.listExports());
  return exported.map((item) => exportSchema.parse(item));
}

/** The user's exports of the last day, newest first; asked for again while one of them is under way. */
export function exportsQuery() {
  return queryOptions({
    queryKey: ['exports'],
    queryFn: listExports,
    refetchInterval: ({ state }) => (state.data?.some(isExportOpen) ? POLL_MS : false),
  });
}

/** Puts an export that the server has just told of where it belongs in the list. */
export function putExport(queryClient: QueryClient, told: Export): void {
  queryClient.setQueryData(exportsQuery().queryKey, (list = []) =>
    list.some(({ id }) => id === told.id)
      ? list.map((item) => (item.id === told.id ? told : item))
      : [told, ...list],
  );
}
