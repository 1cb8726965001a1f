import {
  columnPinningFeature,
  columnSizingFeature,
  createColumnHelper,
  rowSortingFeature,
  tableFeatures,
  useTable,
  type SortingState,
} from '@tanstack/react-table';
import { useMemo, type MouseEvent } from 'react';
import { columnWidth } from '@/components/record-table/column-width';
import { placeColumns, type PlacedColumn, type SizedColumn } from '@/components/record-table/place-columns';
import type { LakeColumn } from '@/lib/lake/columns';
import type { Sort } from '@/lib/lake/query/sort';

const features = tableFeatures({ rowSortingFeature, columnPinningFeature, columnSizingFeature });
type Row = readonly unknown[];
/** More of them the server does not take; the eldest ones give way. */
const SORTED_MAX = 8;
const NO_ROWS: Row[] = [];
const columnHelper = createColumnHelper<typeof features, Row>();

interface ArrangedInput {
  columns: readonly LakeColumn[];
  sort: Sort;
  onSortChange: (sort: Sort) => void;
  pinned: readonly string[];
  widths: Readonly<Record<string, number>>;
  /** The room for the columns. */
  availablePx: number;
}

interface ArrangedColumns {
  /** The pinned ones, then the others: all places are counted through. */
  pinned: PlacedColumn[];
  others: PlacedColumn[];
  /** Sorts by a column: up, down, not at all; with Shift after those chosen before. Undefined where there is no order. */
  sorter: (column: string) => ((event: MouseEvent) => void) | undefined;
}

function definitionsOf(columns: readonly LakeColumn[]) {
  return columnHelper.columns(
    columns.map((column, index) =>
      columnHelper.accessor((row) => row[index], {
        id: column.name,
        header: column.name,
        size: columnWidth(column),
        enableSorting: column.type !== 'list',
        sortDescFirst: false,
      }),
    ),
  );
}

/** The columns as they stand on screen: what is pinned first, each with its width and place. */
export function useArrangedColumns(input: ArrangedInput): ArrangedColumns {
  const { columns, sort, onSortChange, pinned, widths, availablePx } = input;
  const definitions = useMemo(() => definitionsOf(columns), [columns]);
  const sorting: SortingState = useMemo(() => sort.map(({ column, desc }) => ({ id: column, desc })), [sort]);
  const columnPinning = useMemo(() => ({ start: [...pinned], end: [] }), [pinned]);
  const columnSizing = useMemo(() => ({ ...widths }), [widths]);
  const table = useTable({
    features,
    columns: definitions,
    // The server has sorted the rows; the table need not know them to arrange their columns.
    data: NO_ROWS,
    manualSorting: true,
    maxMultiSortColCount: SORTED_MAX,
    state: { sorting, columnPinning, columnSizing },
    onSortingChange: (update) => {
      const next = typeof update === 'function' ? update(sorting) : update;
      onSortChange(next.map(({ id, desc }) => ({ column: id, desc })));
    },
  });
  const sources = useMemo(() => new Map(columns.map(({ name }, index) => [name, index])), [columns]);
  const sized = (known: readonly { id: string; getSize: () => number }[]): SizedColumn[] =>
    known.flatMap((one) => {
      const source = sources.get(one.id) ?? -1;
      const column = columns[source];
      const isByHand = widths[one.id] !== undefined;
      return column ? [{ column, source, widthPx: one.getSize(), isByHand }] : [];
    });
  const start = sized(table.getStartLeafColumns());
  const placed = placeColumns([...start, ...sized(table.getCenterLeafColumns())], availablePx);
  return {
    pinned: placed.slice(0, start.length),
    others: placed.slice(start.length),
    sorter: (name) => {
      const column = table.getColumn(name);
      return column?.getCanSort() ? column.getToggleSortingHandler() : undefined;
    },
  };
}
