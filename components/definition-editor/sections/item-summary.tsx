import type { ReactNode } from 'react';

interface ItemSummaryProps {
  name: string;
  note?: ReactNode;
  /** Its expressions. */
  children: ReactNode;
}

/** A folded rule, derived column or view in a line. */
export function ItemSummary({ name, note, children }: ItemSummaryProps): ReactNode {
  return (
    <div className="flex min-h-8 min-w-0 flex-wrap items-center gap-x-3 gap-y-0.5">
      <span className="font-mono text-xs font-medium">{name}</span>
      {note ? <span className="text-sm text-faint">{note}</span> : null}
      <code className="min-w-0 flex-1 basis-40 truncate font-mono text-xs text-muted">{children}</code>
    </div>
  );
}
