import { useState, type ReactNode } from 'react';
import type { SampleCheck } from '@/components/api/file-preview';
import { Button } from '@/components/ui/button';
import { formatCount } from '@/lib/format';

const FEW = 4;

/** Why rows of the sample would be refused, one line each: the marks in the table say it to the mouse alone. */
export function RefusedReasons({ rejects }: Pick<SampleCheck, 'rejects'>): ReactNode {
  const [isOpen, setIsOpen] = useState(false);
  if (rejects.length === 0) return null;
  const more = rejects.length - FEW;
  return (
    <div>
      <ul aria-label="Why rows would be refused" className="max-h-56 overflow-y-auto text-sm">
        {rejects.slice(0, isOpen ? undefined : FEW).map(({ line, column, message }, index) => (
          <li key={index} className="flex gap-2 py-0.5">
            <span className="shrink-0 text-faint tabular-nums">Line {formatCount(line)}</span>
            {column ? <span className="shrink-0 font-medium">{column}</span> : null}
            <span className="min-w-0 text-muted">{message}</span>
          </li>
        ))}
      </ul>
      {more > 0 && !isOpen ? (
        <Button size="sm" variant="quiet" className="-ml-2.5" onClick={() => setIsOpen(true)}>
          {formatCount(more)} more
        </Button>
      ) : null}
    </div>
  );
}
