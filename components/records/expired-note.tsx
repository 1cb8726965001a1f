import { Clock } from 'lucide-react';
import type { ReactNode } from 'react';
import { formatQuantity } from '@/lib/format';

/** Says that rows are missing because the time they are kept for has ended. */
export function ExpiredNote({ rows }: { rows: number | null }): ReactNode {
  if (!rows) return null;
  return (
    <p className="flex items-center gap-2 border-t px-4 py-2 text-sm text-muted">
      <Clock aria-hidden className="size-4 shrink-0" />
      {formatQuantity(rows, 'row')} {rows === 1 ? 'is' : 'are'} not shown: the time for which the dataset
      keeps {rows === 1 ? 'it' : 'them'} has ended.
    </p>
  );
}
