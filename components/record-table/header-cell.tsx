import clsx from 'clsx';
import { ArrowDown, ArrowUp, ChevronDown, ChevronsUpDown, Pin } from 'lucide-react';
import type { DragEvent, MouseEvent, ReactNode } from 'react';
import { HEADER_ROW } from '@/components/record-table/cell-places';
import { isNumeric } from '@/components/record-table/column-width';
import type { PlacedColumn } from '@/components/record-table/place-columns';
import { ResizeHandle } from '@/components/record-table/resize-handle';
import type { TableLayout } from '@/components/record-table/table-layout';
import type { Sort } from '@/lib/lake/query/sort';

interface HeaderCellProps {
  placed: PlacedColumn;
  sort: Sort;
  /** Undefined for a column that has no order. */
  onSort: ((event: MouseEvent) => void) | undefined;
  layout: TableLayout | undefined;
  tabIndex: number;
  /** From the edge of the table, for a column that stays in sight. */
  stickyPx: number | null;
  isLastPinned: boolean;
  /** Where a column that is being dragged would land. */
  drop: 'before' | 'after' | null;
  drag: {
    draggable: boolean;
    onDragStart?: (event: DragEvent) => void;
    onDragOver?: (event: DragEvent) => void;
    onDragLeave?: () => void;
    onDragEnd?: () => void;
    onDrop?: (event: DragEvent) => void;
  };
  onMenu: (column: string, anchor: HTMLElement) => void;
  onDraftWidth: (widthPx: number | null) => void;
}

/** A column's name with its unit, its order, the way to its menu, and its edge, which can be dragged. */
export function HeaderCell(props: HeaderCellProps): ReactNode {
  const { placed, sort, onSort, layout, stickyPx, drop } = props;
  const { column, at } = placed;
  const own = sort.find((item) => item.column === column.name);
  return (
    <th
      scope="col"
      // Its controls have names of their own, which are not to be read with every cell.
      aria-label={column.unit ? `${column.name} ${column.unit}` : column.name}
      aria-colindex={at + 1}
      aria-sort={own ? (own.desc ? 'descending' : 'ascending') : onSort ? 'none' : undefined}
      {...props.drag}
      style={stickyPx === null ? undefined : { left: stickyPx }}
      className={clsx(
        'group/head h-9 border-b border-line-strong bg-surface p-0 text-xs font-medium text-muted',
        stickyPx === null ? 'relative' : 'sticky z-20',
        props.isLastPinned && 'border-r border-r-line-strong',
        drop === 'before' && 'shadow-[inset_2px_0_0_var(--accent)]',
        drop === 'after' && 'shadow-[inset_-2px_0_0_var(--accent)]',
      )}
    >
      <NameButton {...props} own={own} />
      {layout ? (
        <>
          <button
            type="button"
            tabIndex={-1}
            aria-label={`Menu of the column ${column.name}`}
            aria-haspopup="menu"
            onClick={(event) => props.onMenu(column.name, event.currentTarget)}
            className={clsx(
              'absolute top-1/2 right-1.5 flex size-6 -translate-y-1/2 items-center justify-center rounded-sm bg-surface text-faint hover:bg-sunken hover:text-ink',
              'opacity-0 group-focus-within/head:opacity-100 group-hover/head:opacity-100 [@media(hover:none)]:opacity-100',
            )}
          >
            <ChevronDown aria-hidden className="size-3.5" />
          </button>
          <ResizeHandle
            label={`Width of the column ${column.name}`}
            widthPx={placed.widthPx}
            onDraft={props.onDraftWidth}
            onResize={(px) => layout.onResize(column.name, px)}
          />
        </>
      ) : null}
    </th>
  );
}

function NameButton({
  placed: { column, at },
  sort,
  own,
  onSort,
  layout,
  tabIndex,
}: HeaderCellProps & { own: Sort[number] | undefined }): ReactNode {
  const unit = column.type === 'datetime' ? 'UTC' : column.unit;
  const place = sort.findIndex((item) => item.column === column.name) + 1;
  const Icon = own ? (own.desc ? ArrowDown : ArrowUp) : ChevronsUpDown;
  return (
    <button
      type="button"
      data-row={HEADER_ROW}
      data-column={at}
      tabIndex={tabIndex}
      onClick={onSort}
      title={column.title && column.title !== column.name ? column.title : undefined}
      className={clsx(
        'group flex h-full w-full items-center gap-1.5 px-3 -outline-offset-2 hover:text-ink',
        'group-first/head:pl-4',
        // The arrow stands before a number's name, so that names and numbers end on one line.
        isNumeric(column) && 'flex-row-reverse justify-start',
        own && 'text-ink',
        // Room for the menu's button, which appears over the end of the name.
        layout && '[@media(hover:none)]:pr-8',
        onSort ? undefined : 'cursor-default',
      )}
    >
      <span className="flex min-w-0 gap-1.5">
        {layout?.pinned.includes(column.name) ? (
          <Pin role="img" aria-label="Stays in sight:" className="mt-0.5 size-3 shrink-0 text-faint" />
        ) : null}
        <span className="truncate">{column.name}</span>
        {unit ? <span className="font-normal text-faint">{unit}</span> : null}
      </span>
      {onSort ? (
        <Icon
          aria-hidden
          className={clsx(
            'size-3.5 shrink-0',
            own ? 'text-accent' : 'text-transparent group-hover:text-faint',
          )}
        />
      ) : null}
      {sort.length > 1 && place > 0 ? (
        <span className="text-accent tabular-nums">
          <span className="sr-only">, order </span>
          {place}
        </span>
      ) : null}
    </button>
  );
}
