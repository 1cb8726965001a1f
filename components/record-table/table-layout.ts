/** How the columns of a table stand, and how that is changed; a table without it has them as they come. */
export interface TableLayout {
  /** Columns that stay in sight on the left. */
  pinned: readonly string[];
  /** Widths set by hand, in pixels. */
  widths: Readonly<Record<string, number>>;
  onPin: (column: string, isPinned: boolean) => void;
  /** Moves a column by some places among those of its side. */
  onMove: (column: string, by: number) => void;
  /** Puts a column beside another one. */
  onDrop: (column: string, target: string, side: 'before' | 'after') => void;
  /** Null for the usual width. */
  onResize: (column: string, widthPx: number | null) => void;
  /** Changes a width by some pixels; `widthPx` is what it is on screen, as long as none was set by hand. */
  onWiden: (column: string, byPx: number, widthPx: number) => void;
  onHide: (column: string) => void;
  /** Asks for a filter on a column. */
  onFilter: (column: string) => void;
  /** Counts the values of a column, where there is a place for that. */
  onCount?: (column: string) => void;
}
