import type { Dialect } from '../../dataset/dialect';

/** The cells of one sound record, by the grammar of the scanner. */
export function splitCells(record: string, dialect: Dialect): string[] {
  const { delimiter, quoteChar, skipInitialSpace } = dialect;
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    if (skipInitialSpace) while (record[at] === ' ') at += 1;
    if (record[at] === quoteChar) {
      const cell = readQuoted(record, at, quoteChar);
      cells.push(cell.text);
      at = cell.end;
    } else {
      const end = record.indexOf(delimiter, at);
      cells.push(record.slice(at, end < 0 ? undefined : end));
      at = end < 0 ? record.length : end;
    }
    if (record[at] !== delimiter) return cells;
    at += 1;
  }
}

function readQuoted(record: string, start: number, quote: string): { text: string; end: number } {
  let text = '';
  let at = start + 1;
  for (;;) {
    const end = record.indexOf(quote, at);
    if (end < 0) return { text: text + record.slice(at), end: record.length };
    text += record.slice(at, end);
    if (record[end + 1] !== quote) return { text, end: end + 1 };
    text += quote;
    at = end + 2;
  }
}
