import { useVirtualizer } from '@tanstack/react-virtual';
import type { RefObject } from 'react';

const ROWS_BEYOND = 8;

/** Which rows are in sight of a scroller, and the space that the others would take above and below. */
export interface RowWindow {
  indexes: number[];
  spaceAbovePx: number;
  spaceBelowPx: number;
  /** Scrolls a row into sight. */
  showRow: (index: number) => void;
}

/** Follows the scroller; all rows are of one height. */
export function useRowWindow(
  scroller: RefObject<HTMLElement | null>,
  count: number,
  rowHeightPx: number,
): RowWindow {
  // What leaves this hook is made anew with each render, and nothing of it may be kept between renders.
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeightPx,
    overscan: ROWS_BEYOND,
    // Rows are drawn beyond the edges, so that the browser need not wait for React with every step of a scroll.
    useFlushSync: false,
  });
  const items = virtualizer.getVirtualItems();
  return {
    indexes: items.map(({ index }) => index),
    spaceAbovePx: items[0]?.start ?? 0,
    spaceBelowPx: virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0),
    showRow: (index) => virtualizer.scrollToIndex(index),
  };
}
