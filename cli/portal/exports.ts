/** Exports by the REST API. */
import { z } from 'zod';
import { EXPORT_STATES, type ExportFormat } from '../../lib/exports';
import type { Filter } from '../../lib/lake/query/filters';
import type { RestClient } from './rest-client';

const exportSchema = z.object({
  id: z.string(),
  fileName: z.string(),
  state: z.enum(EXPORT_STATES),
  rowsWritten: z.number(),
  sizeBytes: z.number().nullable(),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
  url: z.string().nullable(),
});

export type PortalExport = z.infer<typeof exportSchema>;

export interface PortalExportRequest {
  filters: readonly Filter[];
  search: string;
  sort: string;
  columns: readonly string[] | undefined;
  format: ExportFormat;
  gzip: boolean;
}

export function requestExport(
  client: RestClient,
  dataset: string,
  request: PortalExportRequest,
): Promise<PortalExport> {
  const path = `/v1/datasets/${encodeURIComponent(dataset)}/exports`;
  return client.call('POST', path, exportSchema, request);
}

export function getExport(client: RestClient, id: string): Promise<PortalExport> {
  return client.call('GET', `/v1/exports/${encodeURIComponent(id)}`, exportSchema);
}
