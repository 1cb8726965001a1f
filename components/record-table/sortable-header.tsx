import clsx from 'clsx';
import { ArrowDown, ArrowUp, ChevronsUpDown } from 'lucide-react';
import type { MouseEvent, ReactNode } from 'react';
import { isNumeric } from '@/components/record-table/column-width';
import type { LakeColumn } from '@/lib/lake/columns';
import type { Sort } from '@/lib/lake/query/sort';

const ARIA_SORT = { asc: 'ascending', desc: 'descending' } as const;

interface SortableHeaderProps {
  column: LakeColumn;
  sort: Sort;
  direction: 'asc' | 'desc' | false;
  /** Undefined for a column that has no order. */
  onSort: ((event: MouseEvent) => void) | undefined;
}

export function SortableHeader({ column, sort, direction, onSort }: SortableHeaderProps): ReactNode {
  const place = sort.findIndex((item) => item.column === column.name) + 1;
  const Icon = direction === 'asc' ? ArrowUp : direction === 'desc' ? ArrowDown : ChevronsUpDown;
  const unit = column.type === 'datetime' ? 'UTC' : column.unit;
  const name = (
    <span className="flex min-w-0 gap-1.5">
      <span className="truncate">{column.name}</span>
      {unit ? <span className="font-normal text-faint">{unit}</span> : null}
    </span>
  );
  return (
    <th
      scope="col"
      aria-sort={direction ? ARIA_SORT[direction] : onSort ? 'none' : undefined}
      title={column.title}
      className="group/head h-9 border-b border-line-strong bg-surface p-0 text-xs font-medium text-muted"
    >
      {onSort ? (
        <button
          type="button"
          onClick={onSort}
          className={clsx(
            'group flex h-full w-full items-center gap-1.5 px-3 -outline-offset-2 hover:text-ink',
            'group-first/head:pl-4 group-last/head:pr-4',
            // The arrow stands before a number's name, so that names and numbers end on one line.
            isNumeric(column) && 'flex-row-reverse justify-start',
            direction && 'text-ink',
          )}
        >
          {name}
          <Icon
            aria-hidden
            className={clsx(
              'size-3.5 shrink-0',
              direction ? 'text-accent' : 'text-transparent group-hover:text-faint',
            )}
          />
          {sort.length > 1 && place > 0 ? <span className="text-accent">{place}</span> : null}
        </button>
      ) : (
        <span className="flex items-center px-3">{name}</span>
      )}
    </th>
  );
}
