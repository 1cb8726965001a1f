/** The way of cutting samples into cells that fits them best. */
import { dialectSchema } from '../../dialect';
import { splitRecords } from '../split-records';
import type { CellDialect } from '../split-records';
import { dialectCandidates } from './dialect-candidates';
import { scoreDialect, scoreOneColumn } from './score-dialect';

export interface Cut {
  dialect: CellDialect;
  /** From 0 to 1. */
  confidence: number;
  /** Sentences. */
  reasons: string[];
}

/** One that text is unlikely to hold is taken for a file of one column, so that nothing is cut. */
const UNUSED_DELIMITERS = [',', ';', '\t', '|', '\x1f'];
/** Share of records with a quote inside a cell that makes even a single one a habit. */
const STRAY_QUOTES_MIN = 0.05;
/** Share of the best score from which on the second best is worth mentioning. */
const RIVAL_MIN = 0.3;
/** Records that are looked at for quotes. */
const RECORDS_MAX = 300;

/** The candidate that fits the samples best, or one column where none does. */
export function findCut(texts: readonly string[]): Cut {
  const declared = declaredDelimiter(texts[0] ?? '');
  const scored = dialectCandidates(texts.join('\n'), declared)
    .map((dialect) => ({ dialect, ...scoreDialect(texts, dialect) }))
    // Sorting keeps the order of equally good ones, which is the candidates'.
    .toSorted((a, b) => b.score - a.score);
  const [best] = scored;
  const oneColumnScore = scoreOneColumn(texts);
  // Where the file names its delimiter, cutting at it need not be better than not cutting.
  if (!best || best.score <= (declared === null ? oneColumnScore : 0)) {
    return oneColumn(texts, best?.score ?? 0, oneColumnScore);
  }
  const dialect = withLikelyQuote(texts, best.dialect);
  const rival = scored.find((other) => other.dialect.delimiter !== dialect.delimiter);
  const second = Math.max(rival?.score ?? 0, oneColumnScore / 2);
  const certainty = best.share * (1 - 0.5 * (second / best.score) ** 2);
  return {
    dialect,
    confidence: rounded(declared === null ? certainty : 1),
    reasons: [
      `Cut at ${nameOf(dialect.delimiter)}, ${Math.floor(best.share * 100)} % of ${best.records} records have ${best.width} cells.`,
      ...(declared === null ? [] : ['The first line names the delimiter.']),
      ...(rival && rival.score > best.score * RIVAL_MIN
        ? [`The next best delimiter is ${nameOf(rival.dialect.delimiter)}.`]
        : []),
      ...quotingReasons(dialect),
    ],
  };
}

/** What Excel's `sep=;` in the first line says; null without such a line. */
function declaredDelimiter(text: string): string | null {
  const declared = /^sep=([^\r\n]+)[\r\n]/i.exec(text)?.[1];
  const delimiter = dialectSchema.shape.delimiter.safeParse(declared);
  return declared !== undefined && delimiter.success ? delimiter.data : null;
}

/**
 * A quote here and there is an error of its record, and the next file may well quote its cells. Only a habit of
 * quotes inside cells, without a cell that is quoted, makes them data; or that most records could not be read.
 */
function withLikelyQuote(texts: readonly string[], dialect: CellDialect): CellDialect {
  if (dialect.quoteChar !== '') return dialect;
  const quoting = { ...dialect, quoteChar: '"' };
  const records = texts.flatMap((text) => splitRecords(text, quoting, { recordsMax: RECORDS_MAX }));
  const broken = records.filter(({ isBroken }) => isBroken);
  const opened = broken.filter(({ cells }) => cells.some((cell) => /^ *"/.test(cell))).length;
  const inside = broken.length - opened;
  const quoted = records.filter((record) => record.quoted.includes(true)).length;
  const isHabit = inside >= Math.min(2, records.length * STRAY_QUOTES_MIN);
  const isUnreadable = broken.length * 2 > records.length;
  return isUnreadable || (isHabit && inside > quoted + opened) ? dialect : quoting;
}

function quotingReasons({ quoteChar, escapeChar }: CellDialect): string[] {
  return [
    ...(quoteChar === '' ? ['Quotes stand inside cells, so they are data.'] : []),
    ...(quoteChar === "'" ? ['Cells are quoted with single quotes.'] : []),
    ...(escapeChar === undefined ? [] : ['A backslash takes the meaning off the character behind it.']),
  ];
}

function oneColumn(texts: readonly string[], score: number, oneColumnScore: number): Cut {
  const delimiter =
    UNUSED_DELIMITERS.find((one) => texts.every((text) => !text.includes(one))) ??
    UNUSED_DELIMITERS[UNUSED_DELIMITERS.length - 1] ??
    ',';
  const quoted: CellDialect = { delimiter, quoteChar: '"', doubleQuote: true, skipInitialSpace: false };
  const records = texts.flatMap((text) => splitRecords(text, quoted, { recordsMax: RECORDS_MAX }));
  const broken = records.filter(({ isBroken }) => isBroken).length;
  return {
    dialect: broken > records.length * 0.05 ? { ...quoted, quoteChar: '' } : quoted,
    confidence: rounded(0.9 * (1 - 0.5 * (score / oneColumnScore))),
    reasons: ['No delimiter cuts the lines into cells of one kind, so there is one column.'],
  };
}

/** A delimiter as a sentence says it. */
function nameOf(delimiter: string): string {
  if (delimiter === '\t') return 'the tab';
  if (delimiter === ' ') return 'the space';
  return JSON.stringify(delimiter);
}

function rounded(confidence: number): number {
  return Math.round(Math.min(0.99, Math.max(0, confidence)) * 100) / 100;
}
