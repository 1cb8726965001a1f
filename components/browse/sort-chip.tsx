import { ArrowDownUp, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from '@/components/ui/icon-button';
import type { Sort } from '@/lib/lake/query/sort';

/** An order of several columns in words, as the numbers beside their names may be out of sight. */
export function SortChip({ sort, onChange }: { sort: Sort; onChange: (sort: Sort) => void }): ReactNode {
  if (sort.length < 2) return null;
  const words = sort.map(({ column, desc }) => (desc ? `${column} downwards` : column)).join(', then ');
  return (
    <span className="inline-flex h-8 max-w-full items-center gap-1.5 rounded-md bg-sunken pl-2.5 text-sm text-muted">
      <ArrowDownUp aria-hidden className="size-3.5 shrink-0" />
      <span className="truncate" title={words}>
        By {words}
      </span>
      <IconButton label="Remove the order" className="size-7" onClick={() => onChange([])}>
        <X />
      </IconButton>
    </span>
  );
}
