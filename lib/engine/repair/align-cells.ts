/**
 * Lays the pieces of a broken record out over the columns: dynamic programming over (piece, column), as edit
 * distance is computed, where taking, joining, splitting, inserting and dropping pieces have costs, and every
 * cell is weighed by how plausible it is in its column (a Viterbi search). Of every state the two best
 * layouts with different cells are kept, so that the second best of all tells how sure the best one is.
 */
import type { ColumnShapes } from './column-shapes';
import { PieceCutter } from './piece-cutter';
import { REPAIR_COSTS } from './repair-costs';
import type { Reading } from './repair-readings';
import type { Spelling } from './spell-cell';

/** Faults that may come together in one record. */
const EDITS_MAX = 2;
const KEPT_PER_STATE = 2;

export interface Alignment {
  cells: string[];
  edits: number;
  /** Whether it is a rival to others but not to be relied on itself. */
  isGuess: boolean;
  /** Logarithm of the plausibility of its cells, less the cost of its edits. */
  score: number;
}

/** The cells laid out so far, the last one first: layouts share their beginnings. */
interface Layout {
  text: string;
  before: Layout | null;
  edits: number;
  /** Empty cells put in; they go with no other edit, for what is lacking could then be anything. */
  inserted: number;
  isGuess: boolean;
  score: number;
}

/** Layouts by the number of cells they have. */
type Row = Map<number, Layout[]>;

/** At most two layouts of the record in exactly `width` cells that all fit, the best first, no two alike. */
export function alignCells(reading: Reading, shapes: ColumnShapes, width: number): Alignment[] {
  const search = new AlignmentSearch(reading, shapes, width);
  return search.run().map((layout) => {
    const { edits, isGuess, score } = layout;
    return { cells: cellsOf(layout), edits, isGuess, score };
  });
}

class AlignmentSearch {
  private readonly cutter: PieceCutter;
  private readonly rows: Row[];
  private readonly done: Layout[] = [];

  constructor(
    private readonly reading: Reading,
    private readonly shapes: ColumnShapes,
    private readonly width: number,
  ) {
    this.cutter = new PieceCutter(reading, shapes);
    this.rows = Array.from({ length: this.cutter.count + 1 }, () => new Map());
  }

  run(): Layout[] {
    const { edits, cost } = this.reading;
    const start: Layout = { text: '', before: null, edits, inserted: 0, isGuess: false, score: -cost };
    this.reach(0, 0, start);
    const leading = this.cutter.leadingEmpties;
    if (leading > 0) this.reach(leading, 0, withEdit(start, REPAIR_COSTS.outerEmpties));
    for (const [piece, row] of this.rows.entries()) {
      for (let cell = 0; cell <= this.width; cell++) {
        for (const layout of row.get(cell) ?? []) this.extend(layout, piece, cell);
      }
    }
    return keepBest(this.done, KEPT_PER_STATE);
  }

  private extend(layout: Layout, piece: number, cell: number): void {
    const left = this.cutter.count - piece;
    if (cell === this.width) {
      if (left === 0) this.done.push(layout);
      else if (this.cutter.isEmptyFrom(piece)) this.done.push(...this.ended(layout));
      return;
    }
    if (this.width - cell - left > EDITS_MAX - layout.edits) return;
    this.insertEmpty(layout, piece, cell);
    if (left === 0) return;
    for (const { end, spelling } of this.cutter.groupsFrom(piece)) this.take(layout, end, cell, spelling);
    if (layout.edits === EDITS_MAX) return;
    if (this.cutter.isEmpty(piece) && layout.inserted === 0) {
      this.reach(piece + 1, cell, withEdit(layout, REPAIR_COSTS.extraEmpty));
    }
    if (layout.inserted > 0 || cell + 2 > this.width) return;
    for (const { end, texts, cost, isGuess } of this.cutter.splitsFrom(piece, cell)) {
      const from = isGuess ? { ...layout, isGuess } : layout;
      this.append(from, end, cell, texts, { edits: 1, cost });
    }
  }

  private take(layout: Layout, end: number, cell: number, spelling: Spelling): void {
    const { text, edits, grouped, needsEvidence } = spelling;
    if (this.shapes.isString(cell)) {
      if (grouped !== undefined) return;
      // Without a notion of the column's texts any two would pass for one; `Doe, John` looks like one by
      // itself.
      const isGuess = layout.isGuess || (needsEvidence === true && !this.shapes.isWellKnown(cell));
      this.append({ ...layout, isGuess }, end, cell, [text], spelling);
      return;
    }
    if (grouped !== undefined && this.shapes.score(cell, grouped) > 0) return;
    // A value of a type holds the delimiter only where its field says so.
    const cost = spelling.isJoin ? REPAIR_COSTS.typedDelimiter : spelling.cost;
    this.append(layout, end, cell, [text], { edits, cost });
  }

  private ended(layout: Layout): Layout[] {
    if (layout.edits === EDITS_MAX || layout.inserted > 0) return [];
    return [withEdit(layout, REPAIR_COSTS.outerEmpties)];
  }

  private insertEmpty(layout: Layout, piece: number, cell: number): void {
    if (layout.edits > layout.inserted || layout.edits === EDITS_MAX) return;
    if (!this.shapes.mayBeEmpty(cell)) return;
    const atEnd = piece === this.cutter.count;
    const isGuess = !this.shapes.isOftenEmpty(cell, atEnd) || (atEnd && this.mayBeCutOff(layout, cell - 1));
    const from = isGuess ? { ...layout, isGuess } : layout;
    const { missingEmpty } = REPAIR_COSTS;
    this.append(from, piece, cell, [''], { edits: 1, cost: missingEmpty }, layout.inserted + 1);
  }

  /** Whether the last value is a text of which more may have been lost than the empty cells behind it. */
  private mayBeCutOff({ text }: Layout, cell: number): boolean {
    return text !== '' && this.shapes.isString(cell) && !this.shapes.isSeen(cell, text);
  }

  private append(
    layout: Layout,
    piece: number,
    cell: number,
    texts: readonly string[],
    { edits, cost }: { edits: number; cost: number },
    inserted = layout.inserted,
  ): void {
    const total = layout.edits + edits;
    if (total > EDITS_MAX || (inserted > 0 && total > inserted)) return;
    let next: Layout = { ...layout, score: layout.score - cost };
    for (const [index, text] of texts.entries()) {
      const score = this.shapes.scoreIfFits(cell + index, text);
      if (score === 0) return;
      next = { ...next, text, before: next, edits: total, inserted, score: next.score + Math.log(score) };
    }
    this.reach(piece, cell + texts.length, next);
  }

  private reach(piece: number, cell: number, layout: Layout): void {
    const row = this.rows[piece];
    if (!row || layout.edits > EDITS_MAX) return;
    const others = row.get(cell) ?? [];
    const isPeer = (other: Layout): boolean =>
      other.edits === layout.edits && other.inserted === layout.inserted;
    const peers = keepBest([...others.filter(isPeer), layout], KEPT_PER_STATE);
    row.set(cell, [...others.filter((other) => !isPeer(other)), ...peers]);
  }
}

function withEdit(layout: Layout, cost: number): Layout {
  return { ...layout, edits: layout.edits + 1, score: layout.score - cost };
}

/** The best layouts, the best first, without those that only come to the same cells in another way. */
function keepBest(layouts: readonly Layout[], count: number): Layout[] {
  const best: Layout[] = [];
  for (const layout of layouts.toSorted((one, other) => other.score - one.score)) {
    if (best.length === count) break;
    if (!best.some((other) => haveSameCells(other, layout))) best.push(layout);
  }
  return best;
}

function haveSameCells(one: Layout | null, other: Layout | null): boolean {
  let [left, right] = [one, other];
  while (left !== right) {
    if (!left || !right || left.text !== right.text) return false;
    left = left.before;
    right = right.before;
  }
  return true;
}

function cellsOf(layout: Layout): string[] {
  const cells: string[] = [];
  for (let at: Layout | null = layout; at?.before; at = at.before) cells.push(at.text);
  return cells.reverse();
}
