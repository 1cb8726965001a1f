import { useVirtualizer } from '@tanstack/react-virtual';
import type { RefObject } from 'react';

const ROWS_BEYOND = 12;

/** Which rows are in sight of a scroller, and the space that the others would take above and below. */
export interface RowWindow {
  indexes: number[];
  spaceAbovePx: number;
  spaceBelowPx: number;
}

/** Follows the scroller; all rows are of one height. */
export function useRowWindow(
  scroller: RefObject<HTMLElement | null>,
  count: number,
  rowHeightPx: number,
): RowWindow {
  // Only values leave this hook, none of the functions that must not be kept between renders.
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeightPx,
    overscan: ROWS_BEYOND,
  });
  const items = virtualizer.getVirtualItems();
  return {
    indexes: items.map(({ index }) => index),
    spaceAbovePx: items[0]?.start ?? 0,
    spaceBelowPx: virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0),
  };
}
