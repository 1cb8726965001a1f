/** Exports: the names and limits that the API, the function and the portal share. */
export const EXPORT_FORMATS = ['csv', 'ndjson', 'parquet'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** `QUEUED → RUNNING → SUCCEEDED | FAILED`; `CANCELLED` from the first two. */
export const EXPORT_STATES = ['QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED'] as const;
export type ExportState = (typeof EXPORT_STATES)[number];

/** Exports that one person or program may have under way at a time. */
export const OPEN_EXPORTS_MAX = 5;
/** Hours after its end for which an export can be downloaded; the bucket's lifecycle removes the file after that. */
export const EXPORT_KEPT_HOURS = 24;

/** Whether there is still something to come. */
export function isExportOpen({ state }: { state: ExportState }): boolean {
  return state === 'QUEUED' || state === 'RUNNING';
}
