import type { Export } from '@/components/api/exports';
import { formatBytes, formatCount, formatDayAndClock, formatQuantity } from '@/lib/format';

/** How far an export is, or how it has ended. */
export function exportWords(item: Export): string {
  const { state, rowsTotal, rowsWritten, sizeBytes, error, expiresAt } = item;
  switch (state) {
    case 'QUEUED':
      return 'Waiting for its turn';
    case 'RUNNING':
      if (typeof rowsTotal !== 'number') return 'Reading the dataset';
      if (rowsWritten === 0) return `Collecting ${formatQuantity(rowsTotal, 'row')}`;
      return `${formatCount(rowsWritten)} of ${formatQuantity(rowsTotal, 'row')} stored, ${formatBytes(sizeBytes)}`;
    case 'SUCCEEDED': {
      const until = expiresAt ? `, here until ${formatDayAndClock(expiresAt)}` : '';
      return `${sizeWords(item)}${until}`;
    }
    case 'FAILED':
      return error?.message ?? 'It failed. Export the rows again.';
    case 'CANCELLED':
      return 'Cancelled';
  }
}

/** `377,262 rows, 12.3 MB` */
export function sizeWords({ rowsWritten, sizeBytes }: Export): string {
  return `${formatQuantity(rowsWritten, 'row')}, ${formatBytes(sizeBytes)}`;
}
