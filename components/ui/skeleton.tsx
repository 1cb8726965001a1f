import clsx from 'clsx';
import type { ReactNode } from 'react';
import { Td } from '@/components/ui/table';

/** A quiet block in the place and size of what is still loading. */
export function Skeleton({ className }: { className?: string }): ReactNode {
  return <span aria-hidden className={clsx('block animate-pulse rounded-sm bg-sunken', className)} />;
}

/** Rows of a table that is still loading, as high as the rows to come. */
export function SkeletonRows({ rows, columns }: { rows: number; columns: number }): ReactNode {
  return Array.from({ length: rows }, (_, row) => (
    <tr key={row} aria-hidden>
      {Array.from({ length: columns }, (_, column) => (
        <Td key={column}>
          <Skeleton className="my-0.5 h-4 w-full max-w-32" />
        </Td>
      ))}
    </tr>
  ));
}
