/** How the cells of a file's records look, from the dataset's definition and from rows that are good. */
import type { DatasetDefinition } from '../../dataset/definition';
import type { Field } from '../../dataset/field';
import { fieldGrammar } from './shapes/field-grammar';
import type { TextTest } from './shapes/field-grammar';
import { LearnedColumn } from './shapes/learned-column';

/** More rows teach little more. */
const ROWS_MAX = 1_000;
/** How much less usual than every good value a text may be and still fit. */
const UNUSUAL = 0.02;
/** From so many good values on what is usual is known well; with fewer, stranger ones fit as well. */
const ROWS_ENOUGH = 200;
/** From so many on, what was not seen is unusual at all. */
const WELL_KNOWN = 20;
/** Share of good rows that leave a cell empty from which on an empty one may be put in. */
const EMPTY_SHARE = 0.05;
const EMPTY_SHARE_AT_END = 0.2;

/**
 * The shapes of a file's columns.
 * @param fieldOfCell for each cell of a record the field it holds; null for a column that is left out.
 * @param goodRows cells of records that were accepted, each as wide as `fieldOfCell`; the first 1,000 are
 * read.
 *   Without any, only the definition tells.
 */
export function learnShapes(
  definition: DatasetDefinition,
  fieldOfCell: readonly (Field | null)[],
  goodRows: readonly (readonly string[])[],
): ColumnShapes {
  const rows = goodRows.slice(0, ROWS_MAX);
  const columns = fieldOfCell.map((field, cell) => {
    const learned = new LearnedColumn(
      field,
      rows.map((row) => row[cell] ?? ''),
    );
    return columnShape(definition, field, learned);
  });
  return new ColumnShapes(columns);
}

interface ColumnShape {
  isString: boolean;
  missingValues: ReadonlySet<string>;
  mayBeMissing: boolean;
  takes: TextTest;
  learned: LearnedColumn;
}

export class ColumnShapes {
  constructor(private readonly columns: readonly ColumnShape[]) {}

  /** How plausible a text is as the cell at that index: 0 if it cannot be, 1 if it is as usual as can be. */
  score(cell: number, text: string): number {
    const column = this.columns[cell];
    if (!column) return 0;
    if (column.missingValues.has(text) && !column.mayBeMissing) return 0;
    if (text === '') {
      const isNeverEmpty = !column.learned.isEmptySomewhere && column.learned.rows >= ROWS_ENOUGH;
      const isTaken = column.missingValues.has('') || column.takes('');
      return isTaken && !isNeverEmpty ? column.learned.emptyShare : 0;
    }
    if (!column.missingValues.has(text) && !column.takes(text)) return 0;
    // Blanks alone are what is left of something else, unless they are usual there.
    if (text.trim() === '' && !column.learned.isSeen(text)) return 0;
    return (1 - column.learned.emptyShare) * column.learned.score(text);
  }

  /** Whether the definition takes the text there and it does not look stranger than any good value by far. */
  fits(cell: number, text: string): boolean {
    return this.scoreIfFits(cell, text) > 0;
  }

  /** The score of a text that fits, else 0. */
  scoreIfFits(cell: number, text: string): number {
    const score = this.score(cell, text);
    const column = this.columns[cell];
    if (!column || text === '') return score;
    if (!this.isWellKnown(cell)) return score;
    const { emptyShare, leastScore, filledRows } = column.learned;
    const tolerance = UNUSUAL * Math.min(1, filledRows / ROWS_ENOUGH);
    return score >= (1 - emptyShare) * leastScore * tolerance ? score : 0;
  }

  /** Whether the definition lets the cell be missing, and an empty one says that it is. */
  mayBeEmpty(cell: number): boolean {
    const column = this.columns[cell];
    return column !== undefined && column.mayBeMissing && column.missingValues.has('');
  }

  /**
   * Whether good rows leave the cell empty often enough to assume so where one is lacking. A value that
   * was lost
   * looks the same, and a row that was cut off looks as if its last cells were empty, so more is asked of
   * those.
   */
  isOftenEmpty(cell: number, atEnd: boolean): boolean {
    const column = this.columns[cell];
    if (!column?.learned.isEmptySomewhere || column.learned.rows < WELL_KNOWN) return false;
    return column.learned.emptyShare >= (atEnd ? EMPTY_SHARE_AT_END : EMPTY_SHARE);
  }

  /** Whether enough good values were seen to tell a strange text from a usual one. */
  isWellKnown(cell: number): boolean {
    return (this.columns[cell]?.learned.filledRows ?? 0) >= WELL_KNOWN;
  }

  /** Whether a good row has the very same value there. */
  isSeen(cell: number, text: string): boolean {
    return this.columns[cell]?.learned.isSeen(text) === true;
  }

  /** Whether the column holds text of any kind, as far as its type says. */
  isString(cell: number): boolean {
    return this.columns[cell]?.isString === true;
  }
}

function columnShape(
  definition: DatasetDefinition,
  field: Field | null,
  learned: LearnedColumn,
): ColumnShape {
  if (!field) {
    const missingValues = new Set(['']);
    return { isString: true, missingValues, mayBeMissing: true, takes: () => true, learned };
  }
  const { primaryKey, missingValues } = definition.schema;
  const nullSequence = definition.dialect === 'auto' ? undefined : definition.dialect.nullSequence;
  const missing = new Set(field.missingValues ?? missingValues);
  if (nullSequence !== undefined) missing.add(nullSequence);
  return {
    isString: field.type === 'string' || field.type === 'json',
    missingValues: missing,
    mayBeMissing: field.constraints.required !== true && !primaryKey.includes(field.name),
    takes: fieldGrammar(field),
    learned,
  };
}
