import type { ReactNode } from 'react';
import type { Import } from '@/components/api/imports';
import { Progress } from '@/components/ui/progress';
import { formatBytes, formatCount, formatDuration } from '@/lib/format';

/** How fast an import reads, and how long the rest of its file will take; null while there is nothing to divide. */
export function readingPace({
  startedAt,
  updatedAt,
  rowsRead,
  bytesRead,
  sizeBytes,
}: Pick<Import, 'startedAt' | 'updatedAt' | 'rowsRead' | 'bytesRead' | 'sizeBytes'>): {
  rowsPerSecond: number;
  bytesPerSecond: number;
  secondsLeft: number;
} | null {
  const seconds = startedAt ? (Date.parse(updatedAt) - Date.parse(startedAt)) / 1000 : 0;
  if (seconds <= 0 || bytesRead === 0) return null;
  const bytesPerSecond = bytesRead / seconds;
  const secondsLeft = Math.max(0, sizeBytes - bytesRead) / bytesPerSecond;
  return { rowsPerSecond: rowsRead / seconds, bytesPerSecond, secondsLeft };
}

/** How much of the file has been read, while an import is under way. */
export function RunningProgress({ item }: { item: Import }): ReactNode {
  const pace = readingPace(item);
  return (
    <div aria-live="polite" className="flex flex-col gap-1.5">
      {item.sizeBytes > 0 ? (
        <Progress label="Bytes read" value={item.bytesRead} max={item.sizeBytes} />
      ) : null}
      <p className="flex flex-wrap justify-between gap-x-4 text-sm text-muted tabular-nums">
        <span>
          {formatBytes(item.bytesRead)}
          {item.sizeBytes > 0 ? ` of ${formatBytes(item.sizeBytes)}` : ''} read
        </span>
        <span>
          {formatCount(item.rowsRead)} rows
          {pace
            ? ` · ${formatCount(pace.rowsPerSecond)} rows/s · ${formatBytes(pace.bytesPerSecond)}/s`
            : null}
          {pace && pace.secondsLeft >= 1 ? ` · ${formatDuration(pace.secondsLeft)} left` : null}
        </span>
      </p>
    </div>
  );
}
