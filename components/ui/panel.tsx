import clsx from 'clsx';
import { useId, type ReactNode } from 'react';

interface PanelProps {
  title?: string;
  /** Said after the title in a quieter voice. */
  note?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  /** Leaves the inner space to the content, for tables that reach the edge. */
  flush?: boolean;
  className?: string;
}

/** A titled part of a page. */
export function Panel({ title, note, actions, children, flush = false, className }: PanelProps): ReactNode {
  const titleId = useId();
  return (
    <section
      aria-labelledby={title ? titleId : undefined}
      className={clsx('min-w-0 overflow-clip rounded-lg border bg-surface', className)}
    >
      {title ? (
        <header className="flex min-h-12 flex-wrap items-center gap-x-3 gap-y-1 border-b px-4 py-2">
          <h2 id={titleId} className="font-semibold">
            {title}
          </h2>
          {note ? <span className="text-sm text-faint">{note}</span> : null}
          {actions ? <div className="ml-auto flex items-center gap-2">{actions}</div> : null}
        </header>
      ) : null}
      <div className={flush ? undefined : 'p-4'}>{children}</div>
    </section>
  );
}
