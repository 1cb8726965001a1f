import clsx from 'clsx';
import type { ReactNode } from 'react';
import { Skeleton } from '@/components/ui/skeleton';

/** A row of figures, parted by hairlines. */
export function Figures({ children, className }: { children: ReactNode; className?: string }): ReactNode {
  return (
    <dl
      className={clsx(
        'grid grid-cols-2 gap-px overflow-clip rounded-lg border bg-line sm:grid-cols-[repeat(auto-fit,minmax(10rem,1fr))]',
        // On a phone the last of an odd number fills its row.
        'max-sm:[&>:last-child:nth-child(odd)]:col-span-2',
        className,
      )}
    >
      {children}
    </dl>
  );
}

interface FigureProps {
  label: ReactNode;
  /** Undefined while it is loading. */
  value: ReactNode | undefined;
  note?: ReactNode;
}

/** One number with its name above and what qualifies it below. */
export function Figure({ label, value, note }: FigureProps): ReactNode {
  return (
    <div className="flex min-h-24 flex-col gap-1 bg-surface px-4 py-3">
      <dt className="flex items-center gap-1.5 text-sm text-muted">{label}</dt>
      <dd className="text-2xl font-semibold tracking-tight">
        {value === undefined ? <Skeleton className="my-1 h-6 w-24" /> : value}
      </dd>
      <dd className="min-h-5 text-sm text-faint">{note}</dd>
    </div>
  );
}
