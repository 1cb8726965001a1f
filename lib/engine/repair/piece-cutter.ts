/** Cuts a broken record at its delimiters, and the pieces into what could be cells. */
import type { ColumnShapes } from './column-shapes';
import { REPAIR_COSTS } from './repair-costs';
import type { Reading } from './repair-readings';
import { spellCell } from './spell-cell';
import type { Spelling } from './spell-cell';

/** Unquoted pieces that may be one cell together. */
const JOINED_MAX = 3;
/** How far behind its opening quote a cell's closing one is looked for, in pieces, and how many are tried. */
const QUOTED_PIECES_MAX = 64;
const CLOSINGS_MAX = 3;
/** A longer piece is not cut in two: no value of a typed column is as long. */
const SPLIT_LENGTH_MAX = 96;
const SPLITS_KEPT = 3;
/** What stands on both sides of a cut through a number, a date or a time. */
const CUT_NUMBER_LEFT = /\d[.,:/-]?$/;
const CUT_NUMBER_RIGHT = /^[.,:/-]?\d/;
const SEPARATORS = [' ', '\t', ';', '|', ','];

/** One or more neighbouring pieces that may be one cell. */
export interface Group {
  /** Index of the piece after it. */
  end: number;
  spelling: Spelling;
}

/** Neighbouring cells between which the delimiter is lacking. */
export interface Split {
  end: number;
  texts: [string, string];
  cost: number;
  /** Whether it cuts what may be one number, where any place is as good as another. */
  isGuess: boolean;
}

export class PieceCutter {
  /** Number of pieces. */
  readonly count: number;
  private readonly pieces: string[];
  private readonly groups = new Map<number, Group[]>();
  private readonly splits = new Map<string, Split[]>();
  private readonly lastFilled: number;
  private readonly separators: ReadonlySet<string>;

  constructor(
    private readonly reading: Reading,
    private readonly shapes: ColumnShapes,
  ) {
    const { delimiter } = reading.dialect;
    this.pieces = reading.text.split(delimiter);
    this.count = this.pieces.length;
    this.lastFilled = this.pieces.findLastIndex((piece) => piece.trim() !== '');
    this.separators = new Set(SEPARATORS.filter((separator) => separator !== delimiter));
  }

  /** Number of empty pieces before the first that is not. */
  get leadingEmpties(): number {
    const first = this.pieces.findIndex((piece) => piece.trim() !== '');
    return first < 0 ? 0 : first;
  }

  isEmpty(piece: number): boolean {
    return this.pieces[piece]?.trim() === '';
  }

  isEmptyFrom(piece: number): boolean {
    return piece > this.lastFilled;
  }

  /** What the cell that begins with a piece may be, with each of its spellings. */
  groupsFrom(piece: number): Group[] {
    const known = this.groups.get(piece);
    if (known) return known;
    const all = this.endsFrom(piece).flatMap((end) => {
      return spellCell(this.sliceOf(piece, end), this.reading.dialect).map((spelling) => ({ end, spelling }));
    });
    const quotedEnd = this.isOpening(piece)
      ? all.find(({ spelling }) => spelling.edits === 0)?.end
      : undefined;
    // A cell that is quoted as it should be is not cut at the delimiters inside of it.
    const groups = all.filter(({ end, spelling }) => {
      return quotedEnd === undefined || end > quotedEnd || spelling.edits === 0;
    });
    this.groups.set(piece, groups);
    return groups;
  }

  /** The most plausible ways to cut two cells, that at index `cell` and the next, out of what begins there. */
  splitsFrom(piece: number, cell: number): Split[] {
    const key = `${piece} ${cell}`;
    const known = this.splits.get(key);
    if (known) return known;
    const splits = this.endsFrom(piece)
      .flatMap((end) => this.splitsOf(piece, end))
      .map((split) => ({ split, score: this.scoreOf(split, cell) }))
      .filter(({ score }) => score > -Infinity)
      .sort((one, other) => other.score - one.score)
      .slice(0, SPLITS_KEPT)
      .map(({ split }) => split);
    this.splits.set(key, splits);
    return splits;
  }

  /** The pieces, by the index after them, at which a cell that begins with `piece` may end. */
  private endsFrom(piece: number): number[] {
    const ends: number[] = [];
    for (let end = piece + 1; end <= Math.min(piece + JOINED_MAX, this.count); end++) ends.push(end);
    const { quoteChar: quote } = this.reading.dialect;
    if (!this.isOpening(piece)) return ends;
    let closings = 0;
    const last = Math.min(piece + QUOTED_PIECES_MAX, this.count);
    for (let end = piece + JOINED_MAX + 1; end <= last && closings < CLOSINGS_MAX; end++) {
      if (this.pieces[end - 1]?.trimEnd().endsWith(quote) !== true) continue;
      ends.push(end);
      closings += 1;
    }
    return ends;
  }

  private isOpening(piece: number): boolean {
    const { quoteChar: quote } = this.reading.dialect;
    return quote !== '' && this.pieces[piece]?.trimStart().startsWith(quote) === true;
  }

  private sliceOf(piece: number, end: number): string {
    return this.pieces.slice(piece, end).join(this.reading.dialect.delimiter);
  }

  private splitsOf(piece: number, end: number): Split[] {
    const { quoteChar: quote } = this.reading.dialect;
    const slice = this.sliceOf(piece, end);
    const isQuoted = quote !== '' && slice.includes(quote);
    if ((end > piece + 1 && !isQuoted) || slice.length > SPLIT_LENGTH_MAX) return [];
    const splits: Split[] = [];
    for (let at = 0; at < slice.length; at++) {
      // Inside of quotes nothing is cut.
      if (isQuoted && !this.isBesideQuote(slice, at)) continue;
      splits.push(...this.splitAt(slice, at, end));
    }
    return splits;
  }

  private isBesideQuote(slice: string, at: number): boolean {
    const { quoteChar: quote } = this.reading.dialect;
    const behind = slice.slice(this.separators.has(slice.charAt(at)) ? at + 1 : at);
    return slice[at - 1] === quote || slice[at] === quote || behind.trimStart().startsWith(quote);
  }

  private splitAt(slice: string, at: number, end: number): Split[] {
    const left = slice.slice(0, at);
    const right = slice.slice(at);
    // What separates stands for the delimiter, and belongs to neither side of the cut.
    if (this.separators.has(left.at(-1) ?? '')) return [];
    const splits: Split[] = [];
    if (left !== '' && !this.separators.has(right.charAt(0))) {
      const glued = this.soundly(left, right, end, REPAIR_COSTS.lostDelimiter);
      splits.push(...glued.filter(({ texts }) => !texts.includes('')));
    }
    if (this.separators.has(right.charAt(0))) {
      const rest = right.slice(1).trimStart();
      const comesAgain = right.charAt(0) !== ' ' && (left + rest).includes(right.charAt(0));
      const cost = comesAgain ? REPAIR_COSTS.repeatedSeparator : REPAIR_COSTS.otherSeparator;
      const separated = this.soundly(left, rest, end, cost);
      const mayBeDecimal = right.startsWith(',');
      splits.push(...separated.map((split) => ({ ...split, isGuess: split.isGuess && mayBeDecimal })));
    }
    return splits;
  }

  /** Both cells must be without another fault. */
  private soundly(left: string, right: string, end: number, cost: number): Split[] {
    const [one, other] = [left, right].map((text) => {
      return spellCell(text, this.reading.dialect).find(({ edits }) => edits === 0);
    });
    if (!one || !other) return [];
    const isGuess = CUT_NUMBER_LEFT.test(left) && CUT_NUMBER_RIGHT.test(right);
    return [{ end, texts: [one.text, other.text], cost, isGuess }];
  }

  private scoreOf({ texts, cost }: Split, cell: number): number {
    const [left, right] = texts;
    const score = this.shapes.scoreIfFits(cell, left);
    return score === 0 ? -Infinity : Math.log(score * this.shapes.scoreIfFits(cell + 1, right)) - cost;
  }
}
