/**
 * How well a way of cutting cells fits samples of text. After G. J. J. van den Burg, A. Nazábal and C. Sutton,
 * “Wrangling messy CSV files by detecting row and type patterns”, Data Mining and Knowledge Discovery 33 (2019):
 * a good dialect cuts records of the same length (pattern score) into cells of known types (type score), and
 * the product of both ranks the candidates. Unlike there, one record length is taken to be the table's, so that
 * preambles and broken records cost no more than their share.
 */
import { splitRecords } from '../split-records';
import type { CellDialect, SampleRecord } from '../split-records';
import { cellKind, isTyped } from './cell-kind';
import type { CellKind } from './cell-kind';
import { frequentWidth, isOfWidth } from './record-width';

export interface DialectScore {
  /** From 0 to 1; only for comparison. */
  score: number;
  /** Cells of the most frequent record length. */
  width: number;
  /** Share of the records that have that length. */
  share: number;
  /** Share of the filled cells that are numbers, dates and the like. */
  typedShare: number;
  records: number;
}

const FIRST_SAMPLE_RECORDS = 250;
const LATER_SAMPLE_RECORDS = 100;

const KIND_WEIGHT: Readonly<Record<CellKind, number>> = {
  empty: 0.95,
  missing: 1,
  number: 1,
  moment: 1,
  boolean: 1,
  code: 1,
  text: 0.9,
  mixed: 0.5,
  odd: 0.1,
};

/** They are in times of day and between words, so they are delimiters less often than they fit. */
const AMBIENT = [':', ' '];
const AMBIENT_PRIOR = 0.7;

/** What text gives up where it is not cut at all: a delimiter must do better than that. */
const ONE_COLUMN_OF_TEXT = 0.12;
const ONE_COLUMN_OF_NUMBERS = 0.35;
const ONE_COLUMN_OF_MOMENTS = 0.9;

export function scoreDialect(samples: readonly string[], dialect: CellDialect): DialectScore {
  const records = samples.flatMap((sample, index) => recordsOf(sample, dialect, index === 0));
  const width = frequentWidth(records);
  const counted = records.filter((record) => isOfWidth(record, width) || !looksLikeComment(record));
  const fitting = counted.filter((record) => isOfWidth(record, width));
  const share = counted.length === 0 ? 0 : fitting.length / counted.length;
  const { columns, typeScore, typedShare } = judgeCells(fitting, width);
  const measured = { width, share, typedShare, records: counted.length };
  if (columns < 2 || !mayDelimit(dialect.delimiter, measured)) return { ...measured, score: 0 };
  const split =
    counted.filter((record) => record.cells.length > 1 && !record.isBroken).length / counted.length;
  const prior = AMBIENT.includes(dialect.delimiter) ? AMBIENT_PRIOR : 1;
  const patternScore = prior * (0.75 * share + 0.25 * split) ** 2 * (1 - 1 / columns);
  return { ...measured, score: patternScore * typeScore ** 2 * loneLabelPenalty(counted, width) };
}

/** The score of leaving every line whole. */
export function scoreOneColumn(samples: readonly string[]): number {
  const whole: CellDialect = {
    delimiter: '\n',
    quoteChar: '"',
    doubleQuote: true,
    skipInitialSpace: false,
  };
  const cells = samples
    .flatMap((sample, index) => recordsOf(sample, whole, index === 0))
    .map((record) => record.cells[0] ?? '');
  // The first line may be a label.
  const values = cells.slice(cells.length > 1 ? 1 : 0);
  const count = (...kinds: CellKind[]) => values.filter((value) => kinds.includes(cellKind(value))).length;
  const typed = count('number', 'moment', 'boolean', 'code', 'missing');
  if (typed < values.length * 0.9) return ONE_COLUMN_OF_TEXT;
  // A comma may be a decimal one, but what separates the parts of a date or an address is no delimiter.
  const isCut = values.some((value) => /[,;|\t]/.test(value));
  return isCut || count('number') * 2 > values.length ? ONE_COLUMN_OF_NUMBERS : ONE_COLUMN_OF_MOMENTS;
}

function recordsOf(sample: string, dialect: CellDialect, isFirst: boolean): SampleRecord[] {
  const recordsMax = isFirst ? FIRST_SAMPLE_RECORDS : LATER_SAMPLE_RECORDS;
  const records = splitRecords(sample, dialect, { recordsMax });
  // The last record may be cut; in a handful of records it is more likely a whole one.
  return records.length > 10 && !/[\r\n]$/.test(sample) ? records.slice(0, -1) : records;
}

function looksLikeComment(record: SampleRecord): boolean {
  return /^(?:[#%!]|\/\/|--)/.test(record.cells[0] ?? '');
}

/** Columns that are empty throughout are not counted: a delimiter of two characters would gain from being halved. */
function judgeCells(records: readonly SampleRecord[], width: number) {
  let columns = 0;
  let cells = 0;
  let weight = 0;
  let typed = 0;
  let filled = 0;
  for (let column = 0; column < width; column++) {
    const kinds = records.map(({ cells, quoted }) => {
      const kind = cellKind(cells[column] ?? '');
      return (kind === 'odd' || kind === 'mixed') && quoted[column] === true ? 'text' : kind;
    });
    if (kinds.every((kind) => kind === 'empty')) continue;
    columns++;
    cells += kinds.length;
    for (const kind of kinds) {
      weight += KIND_WEIGHT[kind];
      if (kind !== 'empty') filled++;
      if (isTyped(kind)) typed++;
    }
  }
  return {
    columns,
    typeScore: cells === 0 ? 0 : weight / cells,
    typedShare: filled === 0 ? 0 : typed / filled,
  };
}

/** Spaces and colons are in every text and time of day, so they must cut it very regularly, and into values. */
function mayDelimit(delimiter: string, { width, share, typedShare }: Omit<DialectScore, 'score'>): boolean {
  if (delimiter === ' ') return share >= 0.9 && typedShare >= 0.3;
  if (delimiter === ':') return share >= 0.9 && (typedShare >= 0.3 || width >= 4);
  return true;
}

/** One label above values that all have a delimiter: `price` above `1,50`. */
function loneLabelPenalty(records: readonly SampleRecord[], width: number): number {
  const [first, ...rest] = records;
  const isLone = first?.cells.length === 1 && rest.length > 0 && width === 2;
  const areValues = rest.every(({ cells }) => cells.every((cell) => cellKind(cell) === 'number'));
  return isLone && areValues ? 0.6 : 1;
}
