import type { ExportRecord } from '../../lib/lake/exports/export-record';

/** An export as the APIs give it, without what was asked: that may name values of rows. */
export function exportShape(record: ExportRecord, url: string | null) {
  const { id, dataset, format, gzip, fileName, state, createdAt, createdBy, finishedAt } = record;
  const { rowsTotal, rowsWritten, sizeBytes, error, expiresAt } = record;
  return {
    id,
    dataset,
    format,
    gzip,
    fileName,
    state,
    createdAt,
    createdBy,
    finishedAt,
    rowsTotal,
    rowsWritten,
    sizeBytes,
    error,
    url,
    expiresAt,
  };
}
