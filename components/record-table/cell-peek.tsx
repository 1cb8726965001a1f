'use client';

import { useEffect, useState, type FocusEvent, type ReactNode, type RefObject } from 'react';
import { createPortal } from 'react-dom';

const WIDTH_MAX_PX = 480;

interface Peek {
  text: string;
  leftPx: number;
  topPx: number;
}

/** The whole text of the cell that has the focus, when the cell is too narrow for it. */
export function useCellPeek(scroller: RefObject<HTMLElement | null>): {
  onFocus: (event: FocusEvent<HTMLElement>) => void;
  onBlur: () => void;
  peek: ReactNode;
} {
  const [peek, setPeek] = useState<Peek | null>(null);
  useEffect(() => {
    const element = scroller.current;
    if (!peek || !element) return undefined;
    const hide = () => setPeek(null);
    element.addEventListener('scroll', hide, { passive: true });
    window.addEventListener('scroll', hide, { passive: true });
    return () => {
      element.removeEventListener('scroll', hide);
      window.removeEventListener('scroll', hide);
    };
  }, [peek, scroller]);
  const onFocus = ({ target }: FocusEvent<HTMLElement>) => {
    const isCut = target instanceof HTMLTableCellElement && target.scrollWidth > target.clientWidth;
    if (!isCut) {
      setPeek(null);
      return;
    }
    const box = target.getBoundingClientRect();
    const leftPx = Math.max(8, Math.min(box.left, window.innerWidth - WIDTH_MAX_PX - 8));
    setPeek({ text: target.innerText, leftPx, topPx: box.bottom + 2 });
  };
  return {
    onFocus,
    onBlur: () => setPeek(null),
    peek: peek
      ? createPortal(
          <div
            aria-hidden
            className="animate-overlay pointer-events-none fixed z-40 max-h-60 max-w-[min(480px,calc(100vw-16px))] overflow-hidden rounded-md border bg-surface px-3 py-2 text-sm break-words whitespace-pre-wrap shadow-overlay"
            style={{ left: peek.leftPx, top: peek.topPx }}
          >
            {peek.text}
          </div>,
          document.body,
        )
      : null,
  };
}
