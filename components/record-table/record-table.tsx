'use client';

import {
  createColumnHelper,
  rowSortingFeature,
  tableFeatures,
  useTable,
  type SortingState,
} from '@tanstack/react-table';
import clsx from 'clsx';
import { useMemo, useRef, useState, type ReactNode } from 'react';
import { columnWidth } from '@/components/record-table/column-width';
import { RecordRow } from '@/components/record-table/record-row';
import { SortableHeader } from '@/components/record-table/sortable-header';
import type { TableChoice, TableEdit } from '@/components/record-table/table-choice';
import { useCellFocus, type CellPlace } from '@/components/record-table/use-cell-focus';
import { useRowWindow } from '@/components/record-table/use-row-window';
import type { LakeColumn } from '@/lib/lake/columns';
import type { Sort } from '@/lib/lake/query/sort';

const ROW_HEIGHT_PX = 33;
const CONTROL_PX = 30;
const features = tableFeatures({ rowSortingFeature });
type RecordRowValues = readonly unknown[];
const columnHelper = createColumnHelper<typeof features, RecordRowValues>();

interface RecordTableProps {
  label: string;
  columns: readonly LakeColumn[];
  rows: readonly RecordRowValues[];
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
  choice?: TableChoice | undefined;
  edit?: TableEdit | undefined;
  /** Shows more of a row; `openLabel` says what. */
  onOpen?: (index: number) => void;
  openLabel?: string;
}

/**
 * Rows as the server has sorted them. A click on a column's name sorts by it, again turns the order round, a third
 * time leaves it; with Shift the column comes after those chosen before. Only rows in sight are in the page. Arrow
 * keys go from cell to cell; Enter opens the row, F2 edits the cell, the space bar chooses the row.
 */
export function RecordTable(props: RecordTableProps): ReactNode {
  const { label, columns, rows, total, offset, sort, isStale, choice, edit, onOpen } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [editing, setEditing] = useState<CellPlace | null>(null);
  const { indexes, spaceAbovePx, spaceBelowPx } = useRowWindow(scroller, rows.length, ROW_HEIGHT_PX);
  const focus = useCellFocus({
    onOpen,
    onEdit: edit
      ? (place) => (edit.isEditable(columns[place.column]?.name ?? '') ? setEditing(place) : undefined)
      : undefined,
    onToggle: choice?.onToggle,
    onToggleAll: choice?.onToggleAll,
  });
  const controlsPx = choice || onOpen ? 16 + CONTROL_PX * ((choice ? 1 : 0) + (onOpen ? 1 : 0)) : 0;

  return (
    <div
      ref={scroller}
      role="group"
      aria-label={label}
      tabIndex={0}
      className={clsx(
        'max-h-[calc(100dvh-24rem)] min-h-80 scroll-pt-9 overflow-auto transition-opacity',
        isStale && 'opacity-60',
      )}
    >
      <table
        aria-label={label}
        aria-rowcount={total === null ? undefined : total + 1}
        aria-busy={isStale}
        className="w-full table-fixed border-separate border-spacing-0 text-left text-sm"
        style={{ minWidth: columns.reduce((sum, column) => sum + columnWidth(column), controlsPx) }}
      >
        <colgroup>
          {controlsPx > 0 ? <col style={{ width: controlsPx }} /> : null}
          {columns.map((column) => (
            <col key={column.name} style={{ width: columnWidth(column) }} />
          ))}
        </colgroup>
        <thead className="sticky top-0 z-10">
          <HeaderRow {...props} hasControls={controlsPx > 0} sort={sort} />
        </thead>
        <tbody {...focus.handlers}>
          {spaceAbovePx > 0 ? <tr aria-hidden style={{ height: spaceAbovePx }} /> : null}
          {indexes.map((index) => {
            const row = rows[index];
            return row ? (
              <RecordRow
                key={index}
                index={index}
                number={offset + index + 1}
                row={row}
                columns={columns}
                choice={choice}
                edit={edit}
                onOpen={onOpen}
                openLabel={props.openLabel ?? 'Details'}
                editing={editing?.row === index ? editing.column : null}
                onEdit={(column) => setEditing(column === null ? null : { row: index, column })}
                tabIndexOf={focus.tabIndexOf}
                fractionDigits={props.fractionDigits}
              />
            ) : null;
          })}
          {spaceBelowPx > 0 ? <tr aria-hidden style={{ height: spaceBelowPx }} /> : null}
        </tbody>
      </table>
    </div>
  );
}

/** The columns' names with their order, and a box that chooses all rows of the page. */
function HeaderRow({
  columns,
  rows,
  sort,
  onSortChange,
  choice,
  hasControls,
}: RecordTableProps & { hasControls: boolean }): ReactNode {
  const definitions = useMemo(
    () =>
      columnHelper.columns(
        columns.map((column, index) =>
          columnHelper.accessor((row) => row[index], {
            id: column.name,
            header: column.name,
            enableSorting: column.type !== 'list',
            sortDescFirst: false,
          }),
        ),
      ),
    [columns],
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
  return table.getHeaderGroups().map((group) => (
    <tr key={group.id}>
      {hasControls ? (
        <th scope="col" className="border-b border-line-strong bg-surface p-0 pl-3">
          {choice ? (
            <label className="flex size-7 items-center justify-center">
              <input
                type="checkbox"
                aria-label="Choose all rows of this page"
                checked={choice.areAllChosen}
                onChange={choice.onToggleAll}
                className="size-4 accent-accent"
              />
            </label>
          ) : (
            <span className="sr-only">Details</span>
          )}
        </th>
      ) : null}
      {group.headers.map((header, index) => {
        const column = columns[index];
        return column ? (
          <SortableHeader
            key={header.id}
            column={column}
            sort={sort}
            direction={header.column.getIsSorted()}
            onSort={header.column.getCanSort() ? header.column.getToggleSortingHandler() : undefined}
          />
        ) : null;
      })}
    </tr>
  ));
}
