/** The records of a sample of text, cell by cell, as the scanner would read them under a dialect. */
import type { Dialect } from '../dialect';

export interface SampleRecord {
  cells: string[];
  /** Which cells were quoted, by index; shorter than `cells` where none was. */
  quoted: boolean[];
  /** Physical line of the sample where the record starts, from 1. */
  line: number;
  /** A record that a quote breaks; `cells` are then those of its first line, quotes taken as data. */
  isBroken: boolean;
}

/** The part of a dialect that cuts text into cells. */
export type CellDialect = Pick<
  Dialect,
  'delimiter' | 'quoteChar' | 'doubleQuote' | 'escapeChar' | 'commentChar' | 'skipInitialSpace'
>;

/** A quote that is not closed within so many characters is taken for a stray one. */
const QUOTED_CELL_CHARS_MAX = 8 * 1024;

/**
 * Blank and comment lines are left out. Line breaks inside cells come out as LF, whatever they were.
 * @param options.isCut the sample may end in the middle of a record, so its last one is dropped.
 */
export function splitRecords(
  sample: string,
  dialect: CellDialect,
  options: { isCut?: boolean; recordsMax?: number } = {},
): SampleRecord[] {
  const text = sample.replace(/^\uFEFF/, '').replaceAll(/\r\n?/g, '\n');
  const { isCut = false, recordsMax = Infinity } = options;
  const records: SampleRecord[] = [];
  let start = 0;
  let line = 1;
  let lastStart = -1;
  while (start < text.length && records.length < recordsMax) {
    const { record, end } = recordAt(text, start, line, dialect);
    if (record) {
      records.push(record);
      lastStart = start;
    }
    line += countLineBreaks(text, start, end) + 1;
    start = end + 1;
  }
  if (isCut && start >= text.length && lastStart !== -1 && !text.endsWith('\n')) records.pop();
  return records;
}

/** The record that starts at `start`, null for a line without one, and where its last line ends. */
function recordAt(
  text: string,
  start: number,
  line: number,
  dialect: CellDialect,
): { record: SampleRecord | null; end: number } {
  const lineEnd = endOfLine(text, start);
  const firstLine = text.slice(start, lineEnd);
  const { delimiter, quoteChar, escapeChar, commentChar, skipInitialSpace } = dialect;
  const isBlank = firstLine.trim() === '' && !firstLine.includes(delimiter);
  if (isBlank || (commentChar !== undefined && firstLine.startsWith(commentChar))) {
    return { record: null, end: lineEnd };
  }
  const isPlain =
    (quoteChar === '' || !firstLine.includes(quoteChar)) &&
    (escapeChar === undefined || !firstLine.includes(escapeChar));
  if (!isPlain) {
    const read = readCells(text, start, dialect);
    if (read) return { record: { ...read, line, isBroken: false }, end: read.end };
  }
  const cells = firstLine.split(delimiter);
  return {
    record: {
      cells: skipInitialSpace ? cells.map((cell) => cell.replace(/^ +/, '')) : cells,
      quoted: [],
      line,
      isBroken: !isPlain,
    },
    end: lineEnd,
  };
}

interface ReadCells {
  cells: string[];
  quoted: boolean[];
  /** Where the record's line break is, or the end of the text. */
  end: number;
}

/** Null when a quote is not closed, is followed by text, or stands inside an unquoted cell. */
function readCells(text: string, start: number, dialect: CellDialect): ReadCells | null {
  const { delimiter, quoteChar, skipInitialSpace } = dialect;
  const cells: string[] = [];
  const quoted: boolean[] = [];
  let at = start;
  for (;;) {
    while (skipInitialSpace && text[at] === ' ') at++;
    const isQuoted = quoteChar !== '' && text[at] === quoteChar;
    const cell = isQuoted ? readQuoted(text, at + 1, dialect) : readPlain(text, at, dialect);
    if (!cell) return null;
    quoted[cells.length] = isQuoted;
    cells.push(cell.text);
    at = cell.end;
    if (at >= text.length || text[at] === '\n') return { cells, quoted, end: at };
    if (!text.startsWith(delimiter, at)) return null;
    at += delimiter.length;
  }
}

interface ReadCell {
  text: string;
  /** Index behind the cell, its closing quote included. */
  end: number;
}

function readQuoted(text: string, start: number, dialect: CellDialect): ReadCell | null {
  const { quoteChar, doubleQuote, escapeChar } = dialect;
  const limit = Math.min(text.length, start + QUOTED_CELL_CHARS_MAX);
  let content = '';
  for (let at = start; at < limit; at++) {
    const char = text[at] ?? '';
    const next = text[at + 1];
    if (char === escapeChar && next !== undefined) {
      content += next;
      at++;
    } else if (char !== quoteChar) {
      content += char;
    } else if (doubleQuote && next === quoteChar) {
      content += char;
      at++;
    } else {
      return { text: content, end: at + 1 };
    }
  }
  return null;
}

function readPlain(text: string, start: number, dialect: CellDialect): ReadCell | null {
  const { delimiter, quoteChar, escapeChar } = dialect;
  let content = '';
  let at = start;
  for (; at < text.length && text[at] !== '\n' && !text.startsWith(delimiter, at); at++) {
    if (text[at] === quoteChar) return null;
    if (text[at] === escapeChar && at + 1 < text.length) at++;
    content += text[at] ?? '';
  }
  return { text: content, end: at };
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}

function countLineBreaks(text: string, start: number, end: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', start); at !== -1 && at < end; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
