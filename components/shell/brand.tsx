import clsx from 'clsx';
import type { ReactNode } from 'react';

/** The mark: a load on its way down into still water. */
function BrandMark({ className }: { className?: string }): ReactNode {
  return (
    <svg viewBox="0 0 24 24" aria-hidden className={clsx('shrink-0', className)}>
      <rect width="24" height="24" rx="5.5" className="fill-accent" />
      <g
        fill="none"
        strokeWidth="1.9"
        strokeLinecap="round"
        strokeLinejoin="round"
        className="stroke-on-accent"
      >
        <path d="M12 4.5v6.2M9.2 8.2 12 11l2.8-2.8" />
        <path d="M5 14.7h14" />
        <path d="M7.5 18.6h9" opacity=".65" />
      </g>
    </svg>
  );
}

export function Brand(): ReactNode {
  return (
    <span className="inline-flex items-center gap-2.5 text-lg font-semibold tracking-tight text-ink">
      <BrandMark className="size-6" />
      Lakeport
    </span>
  );
}
