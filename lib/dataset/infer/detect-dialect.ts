/** The layout of a text file, guessed from pieces of it. */
import { dialectSchema } from '../dialect';
import type { Dialect } from '../dialect';
import { findCommentChar } from './dialect/find-comment-char';
import { findHeader } from './dialect/find-header';
import { findCut } from './dialect/find-cut';
import { frequentWidth } from './dialect/record-width';
import { splitRecords } from './split-records';
import type { CellDialect } from './split-records';

export interface DetectedDialect {
  dialect: Dialect;
  /** From 0 to 1. */
  confidence: number;
  /** Sentences. */
  reasons: string[];
}

/** Share of a column's cells that begin with a space, from which on those spaces are padding. */
const PADDED_MIN = 0.3;
/** Records that header and comments are looked for in. */
const LAYOUT_RECORDS = 300;

/**
 * Every plausible delimiter, quote and escape is tried on the samples and the best fit wins; header, preamble and
 * comments are found in the records it gives. The method and its source are told in `score-dialect.ts`.
 * @param samples decoded text: the start of the file, then optionally other pieces, which may begin anywhere.
 */
export function detectDialect(samples: readonly string[]): DetectedDialect {
  const texts = samples.map((sample) => sample.replace(/^\uFEFF/, '')).filter((text) => text.trim() !== '');
  if (texts.length === 0) {
    return {
      dialect: dialectSchema.parse({}),
      confidence: 0,
      reasons: ['There is nothing to see in the file.'],
    };
  }
  const cut = findCut(texts);
  const first = texts[0] ?? '';
  const commentChar = findCommentChar(first, cut.dialect);
  const cells: CellDialect = { ...withPadding(texts, cut.dialect), ...(commentChar && { commentChar }) };
  const records = splitRecords(first, cells, { recordsMax: LAYOUT_RECORDS });
  const header = findHeader(records);
  return {
    dialect: {
      ...dialectSchema.parse({}),
      ...cells,
      header: header.header,
      headerRows: header.headerRows,
      commentRows: header.commentRows,
    },
    confidence: Math.min(cut.confidence, header.confidence),
    reasons: [
      ...cut.reasons,
      ...(commentChar ? [`Lines that begin with “${commentChar}” are comments.`] : []),
      ...(cells.skipInitialSpace ? ['Cells are padded with spaces before them.'] : []),
      ...header.reasons,
    ],
  };
}

/** The dialect with spaces before cells skipped where they are padding, and only there. */
function withPadding(texts: readonly string[], dialect: CellDialect): CellDialect {
  if (/^ | $/.test(dialect.delimiter)) return { ...dialect, skipInitialSpace: false };
  const read = (skipInitialSpace: boolean) =>
    texts.flatMap((text) =>
      splitRecords(text, { ...dialect, skipInitialSpace }, { recordsMax: LAYOUT_RECORDS }),
    );
  const records = read(false);
  const broken = records.filter(({ isBroken }) => isBroken).length;
  const brokenIfSkipped = read(true).filter(({ isBroken }) => isBroken).length;
  const sound = records.filter(({ isBroken }) => !isBroken);
  const isPadded = Array.from({ length: frequentWidth(records) }).some((_, column) => {
    const padded = sound.filter(({ cells, quoted }) => !quoted[column] && /^ +\S/.test(cells[column] ?? ''));
    return padded.length > 0 && padded.length >= sound.length * PADDED_MIN;
  });
  return { ...dialect, skipInitialSpace: isPadded || brokenIfSkipped < broken };
}
