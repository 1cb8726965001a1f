/** Where columns stand on screen, and which of them are in sight. */
import type { LakeColumn } from '@/lib/lake/columns';

/** Drawn beyond the edges, so that a short scroll finds the columns there. */
const BEYOND_PX = 400;
/** Until the table has been measured. */
const WIDTH_ASSUMED_PX = 1440;
/** Pinned columns that would take more of the table than this are left to scroll, as on a phone. */
const PINNED_SHARE_MAX = 0.6;

export interface SizedColumn {
  column: LakeColumn;
  /** Its place among the values of a row. */
  source: number;
  widthPx: number;
  /** Whether the width was set by hand. */
  isByHand: boolean;
}

export interface PlacedColumn extends SizedColumn {
  /** Its place on screen, from 0. */
  at: number;
  /** From the edge of the first column. */
  startPx: number;
}

/** A little narrower is better than a table that has to be scrolled sideways for its last letters. */
const SHRINK_MIN = 0.85;

/** Columns side by side; those without a width set by hand share what is left of the room, or what little lacks. */
export function placeColumns(columns: readonly SizedColumn[], availablePx: number): PlacedColumn[] {
  const total = columns.reduce((sum, { widthPx }) => sum + widthPx, 0);
  const flexible = columns.reduce((sum, { widthPx, isByHand }) => sum + (isByHand ? 0 : widthPx), 0);
  const wanted = flexible > 0 ? (flexible + availablePx - total) / flexible : 1;
  const factor = wanted < SHRINK_MIN ? 1 : wanted;
  let startPx = 0;
  return columns.map((sized, at) => {
    const widthPx = sized.isByHand ? sized.widthPx : Math.floor(sized.widthPx * factor);
    const placed = { ...sized, at, startPx, widthPx };
    startPx += widthPx;
    return placed;
  });
}

export function endPx(columns: readonly PlacedColumn[]): number {
  const last = columns.at(-1);
  return last ? last.startPx + last.widthPx : 0;
}

/** Whether the first columns can stay in sight and leave enough room for the others. */
export function mayStick(pinned: readonly PlacedColumn[], controlsPx: number, viewPx: number): boolean {
  return pinned.length > 0 && controlsPx + endPx(pinned) <= PINNED_SHARE_MAX * (viewPx || WIDTH_ASSUMED_PX);
}

/** The columns that a view of some width shows after scrolling by `leftPx`. */
export function columnsInSight(
  columns: readonly PlacedColumn[],
  leftPx: number,
  viewPx: number,
): PlacedColumn[] {
  const from = leftPx - BEYOND_PX;
  const to = leftPx + (viewPx || WIDTH_ASSUMED_PX) + BEYOND_PX;
  return columns.filter(({ startPx, widthPx }) => startPx + widthPx >= from && startPx <= to);
}
