/** The ways in which a broken record as a whole may have been meant. */
import type { Dialect } from '../../dataset/dialect';
import { REPAIR_COSTS } from './repair-costs';
import { countOf, isWrapped, readInner } from './spell-cell';

export interface Reading {
  /** The record's text, without quotes around the whole of it. */
  text: string;
  dialect: Dialect;
  /** Number of faults that reading it so assumes. */
  edits: number;
  cost: number;
}

const OTHER_DELIMITERS = [',', ';', '\t', '|', ', ', '; ', ' | ', ' ; ', ' '];
/** Delimiters that may be lacking, or too many, beside the reading's own fault. */
const TOLERANCE = 1;

/** The record by the dialect, and where it could be: without quotes around it, and by other delimiters. */
export function repairReadings(raw: string, dialect: Dialect, width: number): Reading[] {
  const readings: Reading[] = [{ text: raw, dialect, edits: 0, cost: 0 }];
  const inside = withoutRowQuotes(raw, dialect);
  if (inside !== null && inside.includes(dialect.delimiter)) {
    readings.push({ text: inside, dialect, edits: 1, cost: REPAIR_COSTS.wholeRowQuoted });
  }
  readings.push(...otherwiseDelimited(raw, dialect, width));
  if (inside !== null) {
    for (const reading of otherwiseDelimited(inside, dialect, width)) {
      const cost = reading.cost + REPAIR_COSTS.wholeRowQuoted;
      readings.push({ ...reading, edits: reading.edits + 1, cost });
    }
  }
  return readings;
}

/** The text of a row that was quoted as one cell, also with delimiters behind it; null for any other row. */
function withoutRowQuotes(raw: string, dialect: Dialect): string | null {
  let row = raw.trim();
  while (row.endsWith(dialect.delimiter)) row = row.slice(0, -dialect.delimiter.length);
  if (!isWrapped(row, dialect)) return null;
  const inner = readInner(row.slice(1, -1), dialect);
  return inner.loneQuotes === 0 ? inner.text : null;
}

function otherwiseDelimited(raw: string, dialect: Dialect, width: number): Reading[] {
  if (width < 2) return [];
  const readings: Reading[] = [];
  const add = (text: string, delimiter: string): void => {
    if (countOf(text, delimiter) < Math.max(1, width - 1 - TOLERANCE)) return;
    const other = { ...dialect, delimiter };
    readings.push({ text, dialect: other, edits: 1, cost: REPAIR_COSTS.otherDelimiter });
  };
  for (const delimiter of OTHER_DELIMITERS) if (delimiter !== dialect.delimiter) add(raw, delimiter);
  const columns = raw.trim().replaceAll(/[ \t]{2,}/g, '\t');
  if (columns !== raw) add(columns, '\t');
  return readings;
}
