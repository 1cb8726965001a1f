import { useRef, type ReactNode } from 'react';
import { WIDTH_MAX_PX, WIDTH_MIN_PX, withinWidths } from '@/components/record-table/column-width';

interface ResizeHandleProps {
  label: string;
  widthPx: number;
  /** The width while it is being dragged; null when that is over. */
  onDraft: (widthPx: number | null) => void;
  /** Null for the usual width, which a double click brings back. */
  onResize: (widthPx: number | null) => void;
}

/** The edge of a column, to be dragged. For the keyboard the header itself has keys. */
export function ResizeHandle({ label, widthPx, onDraft, onResize }: ResizeHandleProps): ReactNode {
  const from = useRef<{ xPx: number; widthPx: number; lastPx: number } | null>(null);
  const end = () => {
    const drag = from.current;
    from.current = null;
    if (!drag) return;
    onDraft(null);
    if (drag.lastPx !== drag.widthPx) onResize(drag.lastPx);
  };
  return (
    <span
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuemin={WIDTH_MIN_PX}
      aria-valuemax={WIDTH_MAX_PX}
      aria-valuenow={widthPx}
      // The header can be dragged to another place; from its edge it is not.
      draggable
      onDragStart={(event) => {
        event.preventDefault();
        event.stopPropagation();
      }}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        from.current = { xPx: event.clientX, widthPx, lastPx: widthPx };
      }}
      onPointerMove={(event) => {
        const drag = from.current;
        if (!drag) return;
        drag.lastPx = withinWidths(drag.widthPx + event.clientX - drag.xPx);
        onDraft(drag.lastPx);
      }}
      onPointerUp={end}
      onPointerCancel={end}
      onDoubleClick={() => onResize(null)}
      className="absolute inset-y-0 right-0 z-10 w-2 cursor-col-resize touch-none after:absolute after:inset-y-2 after:right-0 after:w-px after:bg-line hover:after:inset-y-0 hover:after:w-0.5 hover:after:bg-accent"
    />
  );
}
