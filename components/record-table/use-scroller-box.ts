import { useMemo, useSyncExternalStore, type RefObject } from 'react';

/** Columns are drawn some way beyond the edges, so that not every pixel of a scroll need be known. */
const STEP_PX = 200;

interface ScrollerBox {
  /** 0 until it has been measured. */
  widthPx: number;
  /** How far it is scrolled sideways, in steps. */
  leftPx: number;
}

type Scroller = RefObject<HTMLElement | null>;

/** Measures when something has happened only: to measure while React draws would make the browser lay out twice. */
function boxStoreOf(scroller: Scroller) {
  let box = { widthPx: 0, leftPx: 0 };
  return {
    read: () => box,
    subscribe: (onChange: () => void) => {
      const element = scroller.current;
      if (!element) return () => undefined;
      const measure = () => {
        const leftPx = Math.floor(element.scrollLeft / STEP_PX) * STEP_PX;
        const widthPx = element.clientWidth;
        if (widthPx === box.widthPx && leftPx === box.leftPx) return;
        box = { widthPx, leftPx };
        onChange();
      };
      const observer = new ResizeObserver(measure);
      observer.observe(element);
      element.addEventListener('scroll', measure, { passive: true });
      measure();
      return () => {
        observer.disconnect();
        element.removeEventListener('scroll', measure);
      };
    },
  };
}

/** The inner width of a scroller, and how far it is scrolled. */
export function useScrollerBox(scroller: Scroller): ScrollerBox {
  const store = useMemo(() => boxStoreOf(scroller), [scroller]);
  return useSyncExternalStore(store.subscribe, store.read, store.read);
}
