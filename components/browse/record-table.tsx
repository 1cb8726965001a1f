'use client';

import {
  createColumnHelper,
  rowSortingFeature,
  tableFeatures,
  useTable,
  type Header,
  type SortingState,
} from '@tanstack/react-table';
import clsx from 'clsx';
import { ArrowDown, ArrowUp, ChevronsUpDown } from 'lucide-react';
import { useMemo, useRef, type ReactNode } from 'react';
import { RecordCell } from '@/components/browse/record-cell';
import { useRowWindow } from '@/components/browse/use-row-window';
import type { LakeColumn } from '@/lib/lake/columns';
import type { Sort } from '@/lib/lake/query/sort';

const ROW_HEIGHT_PX = 33;
const features = tableFeatures({ rowSortingFeature });
type RecordRow = readonly unknown[];
const columnHelper = createColumnHelper<typeof features, RecordRow>();

interface RecordTableProps {
  label: string;
  columns: readonly LakeColumn[];
  rows: readonly RecordRow[];
  /** All rows that fit, for those who cannot see how long the list is. */
  total: number | null;
  /** How many come before the first one here. */
  offset: number;
  sort: Sort;
  onSortChange: (sort: Sort) => void;
  /** The rows are of an older question while the answer to the new one is on its way. */
  isStale: boolean;
  /** Digits shown behind the point of a number; all of them without it. */
  fractionDigits?: number;
}

/**
 * Rows as the server has sorted them. A click on a column's name sorts by it, again turns the order round, a third
 * time leaves it; with Shift the column comes after those chosen before. Only rows in sight are in the page.
 */
export function RecordTable(props: RecordTableProps): ReactNode {
  const { label, columns, rows, total, offset, sort, onSortChange, isStale, fractionDigits } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const definitions = useMemo(
    () =>
      columnHelper.columns(
        columns.map((column, index) =>
          columnHelper.accessor((row) => row[index], {
            id: column.name,
            header: column.name,
            enableSorting: column.type !== 'list',
            sortDescFirst: false,
            cell: ({ getValue }) => (
              <RecordCell value={getValue()} column={column} fractionDigits={fractionDigits} />
            ),
          }),
        ),
      ),
    [columns, fractionDigits],
  );
  const sorting: SortingState = sort.map(({ column, desc }) => ({ id: column, desc }));
  const table = useTable({
    features,
    columns: definitions,
    data: rows,
    manualSorting: true,
    state: { sorting },
    onSortingChange: (update) => {
      const next = typeof update === 'function' ? update(sorting) : update;
      onSortChange(next.map(({ id, desc }) => ({ column: id, desc })));
    },
  });
  const tableRows = table.getRowModel().rows;
  const { indexes, spaceAbovePx, spaceBelowPx } = useRowWindow(scroller, tableRows.length, ROW_HEIGHT_PX);

  return (
    <div
      ref={scroller}
      role="group"
      aria-label={label}
      tabIndex={0}
      className={clsx(
        'max-h-[calc(100dvh-21rem)] min-h-80 overflow-auto transition-opacity',
        isStale && 'opacity-60',
      )}
    >
      <table
        aria-label={label}
        aria-rowcount={total === null ? undefined : total + 1}
        aria-busy={isStale}
        className="w-full table-fixed border-separate border-spacing-0 text-left text-sm"
        style={{ minWidth: columns.reduce((sum, column) => sum + widthOf(column), 0) }}
      >
        <colgroup>
          {columns.map((column) => (
            <col key={column.name} style={{ width: widthOf(column) }} />
          ))}
        </colgroup>
        <thead className="sticky top-0 z-10">
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id}>
              {group.headers.map((header, index) => {
                const column = columns[index];
                return column ? (
                  <SortableHeader key={header.id} header={header} column={column} sort={sort} />
                ) : null;
              })}
            </tr>
          ))}
        </thead>
        <tbody>
          {spaceAbovePx > 0 ? <tr aria-hidden style={{ height: spaceAbovePx }} /> : null}
          {indexes.map((index) => {
            const row = tableRows[index];
            if (!row) return null;
            return (
              <tr key={index} aria-rowindex={offset + index + 2} className="hover:bg-canvas">
                {row.getAllCells().map((cell, at) => {
                  const column = columns[at];
                  return (
                    <td
                      key={cell.id}
                      className={clsx(
                        'h-[33px] truncate border-b px-3 first:pl-4 last:pr-4',
                        column && isNumeric(column) && 'text-right',
                      )}
                    >
                      <table.FlexRender cell={cell} />
                    </td>
                  );
                })}
              </tr>
            );
          })}
          {spaceBelowPx > 0 ? <tr aria-hidden style={{ height: spaceBelowPx }} /> : null}
        </tbody>
      </table>
    </div>
  );
}

function isNumeric({ type }: LakeColumn): boolean {
  return type === 'integer' || type === 'number' || type === 'year';
}

const WIDTHS_PX: Partial<Record<LakeColumn['type'], number>> = {
  date: 130,
  time: 110,
  year: 90,
  boolean: 100,
  datetime: 190,
};

/** Wide enough for the type's values and for the name with its arrow; fixed, so that paging moves nothing. */
function widthOf(column: LakeColumn): number {
  const nameWidth = 64 + 7.5 * (column.name.length + (column.unit?.length ?? 0));
  return Math.max(WIDTHS_PX[column.type] ?? (isNumeric(column) ? 120 : 180), nameWidth);
}

const ARIA_SORT = { asc: 'ascending', desc: 'descending' } as const;

interface SortableHeaderProps {
  header: Header<typeof features, RecordRow, unknown>;
  column: LakeColumn;
  sort: Sort;
}

function SortableHeader({ header, column, sort }: SortableHeaderProps): ReactNode {
  const direction = header.column.getIsSorted();
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
      aria-sort={direction ? ARIA_SORT[direction] : header.column.getCanSort() ? 'none' : undefined}
      title={column.title}
      className="group/head h-9 border-b border-line-strong bg-surface p-0 text-xs font-medium text-muted"
    >
      {header.column.getCanSort() ? (
        <button
          type="button"
          onClick={header.column.getToggleSortingHandler()}
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
