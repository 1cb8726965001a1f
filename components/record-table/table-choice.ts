/** What a table of rows offers beside showing them; each part may be missing. */

/** Rows can be chosen, one by one and in ranges. */
export interface TableChoice {
  isChosen: (index: number) => boolean;
  /** `extends` chooses all between the last one that was touched and this one. */
  onToggle: (index: number, extend: boolean) => void;
  /** Chooses all rows of the page, or none. */
  onToggleAll: () => void;
  areAllChosen: boolean;
}

/** Cells can be changed in place. */
export interface TableEdit {
  isEditable: (column: string) => boolean;
  /** The new text of a cell that is being saved. */
  pending: (index: number, column: string) => string | null | undefined;
  /** An empty text is a missing value. */
  onSave: (index: number, column: string, text: string) => void;
}
