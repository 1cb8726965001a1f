import type { Dialect } from '../../dataset/dialect';

/** The cells of one sound record, by the grammar of the scanner. */
export function splitCells(record: string, dialect: Dialect): string[] {
  const { delimiter, quoteChar, skipInitialSpace } = dialect;
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    if (skipInitialSpace) while (record[at] === ' ') at += 1;
    const isQuoted = quoteChar !== '' && record[at] === quoteChar;
    const cell = isQuoted ? readQuoted(record, at, dialect) : readPlain(record, at, dialect);
    cells.push(cell.text);
    if (!record.startsWith(delimiter, cell.end) || cell.end >= record.length) return cells;
    at = cell.end + delimiter.length;
  }
}

interface ReadCell {
  text: string;
  /** Behind the cell. */
  end: number;
}

function readPlain(
  record: string,
  start: number,
  { delimiter, escapeChar, nullSequence }: Dialect,
): ReadCell {
  if (escapeChar === undefined) {
    const end = record.indexOf(delimiter, start);
    return { text: record.slice(start, end < 0 ? undefined : end), end: end < 0 ? record.length : end };
  }
  let text = '';
  let at = start;
  while (at < record.length && !record.startsWith(delimiter, at)) {
    if (record[at] === escapeChar) at += 1;
    text += record[at] ?? '';
    at += 1;
  }
  const end = Math.min(at, record.length);
  // `\N` means a missing value before it means an escaped letter.
  const written = record.slice(start, end);
  return { text: written === nullSequence ? written : text, end };
}

function readQuoted(record: string, start: number, dialect: Dialect): ReadCell {
  const { quoteChar, escapeChar } = dialect;
  const isDoubled = dialect.doubleQuote || escapeChar === quoteChar;
  let text = '';
  let at = start + 1;
  while (at < record.length) {
    const character = record[at] ?? '';
    if (character === quoteChar) {
      if (!isDoubled || record[at + 1] !== quoteChar) return { text, end: at + 1 };
      at += 1;
    } else if (character === escapeChar) {
      at += 1;
    }
    text += record[at] ?? '';
    at += 1;
  }
  return { text, end: record.length };
}
