/**
 * How the values of one column look, learned from good rows: how often it is empty, which shapes its values
 * have, how long they are, which of them come again, and between which bounds its numbers lie.
 *
 * A shape that was seen has its share of the good rows. Any other one is judged by a Markov chain over the
 * symbols of the shapes, so that `12 High St` is plausible where `7 Low Rd` was seen and `Smith` is not. A
 * value
 * that was never seen costs as much as new values are rare in the column (Good and Turing's estimate, the
 * share of values seen once).
 */
import type { Field } from '../../../dataset/field';
import { readNumber } from './field-grammar';
import { textShape } from './text-shape';

/** Of the kinds of symbols a text can hold; a transition never seen is one of them. */
const SYMBOLS = 40;
/** How much a number, or a length, outside of what was seen counts against a text. */
const OUTSIDE = 0.02;
/** How far outside is still near, as a share of the range. */
const LENGTH_SLACK = 0.5;
const NUMBER_SLACK = 0.1;
/** From this share of numbers on a column's values are judged as numbers. */
const NUMERIC_SHARE = 0.95;
/** Long texts are all alike unlikely; none is impossible. */
const CHAINED_MIN = 1e-60;
/** A text is judged by its beginning beyond this; it bounds the work. */
const JUDGED_LENGTH_MAX = 2_000;

interface Range {
  least: number;
  greatest: number;
}

export class LearnedColumn {
  /** Share of the good rows where the cell is empty, never quite 0 or 1; 0.5 without any. */
  readonly emptyShare: number;
  readonly isEmptySomewhere: boolean;
  /** Number of good rows it was learned from, and of those where the cell has a value. */
  readonly rows: number;
  readonly filledRows: number;
  private readonly field: Field | null;
  private readonly shapes = new Map<string, number>();
  private readonly values = new Map<string, number>();
  /** Symbol → next symbol → times. */
  private readonly chain = new Map<string, Map<string, number>>();
  private readonly lengths: Range;
  private readonly numbers: Range | null;
  /** How likely a value, and a shape, is one that was not seen before. */
  private readonly novelty: number;
  private readonly shapeNovelty: number;
  /** The greatest likelihood of a good value: what any other is compared with. */
  private readonly usual: number;
  private readonly least: number;

  /** `texts` are the column's cells in the good rows, with '' where empty. */
  constructor(field: Field | null, texts: readonly string[]) {
    this.field = field;
    const filled = texts.filter((text) => text !== '');
    this.rows = texts.length;
    this.filledRows = filled.length;
    this.isEmptySomewhere = filled.length < texts.length;
    this.emptyShare = (texts.length - filled.length + 0.5) / (texts.length + 1);
    for (const text of filled) this.add(text);
    this.lengths = rangeOf(filled.map((text) => text.length));
    const numbers = filled.map((text) => readNumber(text, field)).filter((value) => !Number.isNaN(value));
    this.numbers = numbers.length >= Math.max(5, filled.length * NUMERIC_SHARE) ? rangeOf(numbers) : null;
    this.novelty = shareSeenOnce(this.values, this.filledRows);
    this.shapeNovelty = shareSeenOnce(this.shapes, this.filledRows);
    this.usual = filled.reduce((most, text) => Math.max(most, this.likelihood(text)), 0);
    // Each value is judged as if it had not been seen itself, or nothing new would ever be as usual.
    this.least = filled.reduce((least, text) => Math.min(least, this.likelihood(text, 1)), this.usual);
  }

  /** How likely a text that is not empty is here, 1 for one as usual as can be. */
  score(text: string): number {
    if (this.filledRows === 0) return 1;
    return Math.min(1, this.likelihood(text) / this.usual);
  }

  /** The score of the least usual good value. */
  get leastScore(): number {
    return this.filledRows === 0 ? 1 : this.least / this.usual;
  }

  isSeen(text: string): boolean {
    return this.values.has(text);
  }

  private add(text: string): void {
    const shape = textShape(text.slice(0, JUDGED_LENGTH_MAX));
    this.values.set(text, (this.values.get(text) ?? 0) + 1);
    this.shapes.set(shape, (this.shapes.get(shape) ?? 0) + 1);
    let last = '^';
    for (const symbol of [...shape, '$']) {
      const followers = this.chain.get(last) ?? new Map<string, number>();
      followers.set(symbol, (followers.get(symbol) ?? 0) + 1);
      followers.set('', (followers.get('') ?? 0) + 1);
      this.chain.set(last, followers);
      last = symbol;
    }
  }

  /** `own` is how many of the good values are the text itself, and left out. */
  private likelihood(text: string, own = 0): number {
    const shape = textShape(text.slice(0, JUDGED_LENGTH_MAX));
    const seen = Math.max(0, (this.shapes.get(shape) ?? 0) - own) / this.filledRows;
    let likelihood = (1 - this.shapeNovelty) * seen + this.shapeNovelty * this.chained(shape);
    likelihood *= this.distancePenalty(text.length, this.lengths, LENGTH_SLACK);
    if ((this.values.get(text) ?? 0) > own) return likelihood;
    if (this.numbers)
      likelihood *= this.distancePenalty(readNumber(text, this.field), this.numbers, NUMBER_SLACK);
    return likelihood * this.novelty;
  }

  private chained(shape: string): number {
    let likelihood = 1;
    let last = '^';
    for (const symbol of [...shape, '$']) {
      const followers = this.chain.get(last);
      const times = followers?.get(symbol) ?? 0;
      const total = followers?.get('') ?? 0;
      likelihood *= (times + 0.5 / SYMBOLS) / (total + 0.5);
      last = symbol;
    }
    return Math.max(likelihood, CHAINED_MIN);
  }

  /** 1 within the range, with some slack when it is wide or was learned from few; little outside of it. */
  private distancePenalty(value: number, { least, greatest }: Range, share: number): number {
    if (Number.isNaN(value)) return OUTSIDE;
    if (value >= least && value <= greatest) return 1;
    const slack = (greatest - least) * (share + 2 / this.filledRows);
    const distance = Math.max(least - value, value - greatest);
    return distance <= slack ? 0.5 : OUTSIDE;
  }
}

function shareSeenOnce(times: ReadonlyMap<string, number>, total: number): number {
  const once = [...times.values()].filter((count) => count === 1).length;
  return (once + 0.5) / (total + 1);
}

function rangeOf(values: readonly number[]): Range {
  return values.reduce(
    ({ least, greatest }, value) => ({ least: Math.min(least, value), greatest: Math.max(greatest, value) }),
    { least: Infinity, greatest: -Infinity },
  );
}
