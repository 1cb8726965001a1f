import type { ReactNode } from 'react';
import type { Import } from '@/components/api/imports';
import { Progress } from '@/components/ui/progress';
import { formatBytes, formatCount } from '@/lib/format';

/** Rows read per second since the import was started; null while there is nothing to divide. */
function rowsPerSecond({ startedAt, updatedAt, rowsRead }: Import): number | null {
  if (!startedAt || rowsRead === 0) return null;
  const seconds = (Date.parse(updatedAt) - Date.parse(startedAt)) / 1000;
  return seconds > 0 ? rowsRead / seconds : null;
}

/** How much of the file has been read, while an import is under way. */
export function RunningProgress({ item }: { item: Import }): ReactNode {
  const rate = rowsPerSecond(item);
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
          {formatCount(item.rowsRead)} rows{rate === null ? '' : ` · ${formatCount(rate)} rows/s`}
        </span>
      </p>
    </div>
  );
}
