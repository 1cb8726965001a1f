import { columnsInSight, endPx, mayStick, type PlacedColumn } from '@/components/record-table/place-columns';

/** The columns that are in the page, and the room that the others take. */
export interface DrawnColumns {
  pinned: readonly PlacedColumn[];
  /** Of the others those in sight. */
  others: readonly PlacedColumn[];
  spaceBeforePx: number;
  spaceAfterPx: number;
  /** Whether pinned columns stay in sight; where there is no room for it they scroll with the others. */
  areSticky: boolean;
  /** From the edge of the table to a column that stays in sight; null for one that scrolls. */
  stickyPx: (placed: PlacedColumn) => number | null;
  isLastPinned: (placed: PlacedColumn) => boolean;
  /** What of the left edge is covered by columns that stay in sight. */
  coveredPx: number;
  tableWidthPx: number;
}

interface DrawnInput {
  pinned: readonly PlacedColumn[];
  others: readonly PlacedColumn[];
  controlsPx: number;
  viewPx: number;
  leftPx: number;
}

export function drawColumns({ pinned, others, controlsPx, viewPx, leftPx }: DrawnInput): DrawnColumns {
  const areSticky = mayStick(pinned, controlsPx, viewPx);
  const seen = columnsInSight(others, leftPx, viewPx);
  const pinnedEndPx = endPx(pinned);
  const totalPx = endPx(others) || pinnedEndPx;
  const tableWidthPx = Math.max(viewPx, controlsPx + totalPx);
  return {
    pinned,
    others: seen,
    spaceBeforePx: (seen[0]?.startPx ?? pinnedEndPx) - pinnedEndPx,
    spaceAfterPx: tableWidthPx - controlsPx - (seen.length > 0 ? endPx(seen) : pinnedEndPx),
    areSticky,
    stickyPx: ({ at, startPx }) => (areSticky && at < pinned.length ? controlsPx + startPx : null),
    isLastPinned: ({ at }) => areSticky && at === pinned.length - 1,
    coveredPx: areSticky ? controlsPx + pinnedEndPx : 0,
    tableWidthPx,
  };
}
