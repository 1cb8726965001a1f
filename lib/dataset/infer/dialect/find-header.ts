/** Where the header of a table is, and which lines above it are no part of the table. */
import type { SampleRecord } from '../split-records';
import { cellKind, isTyped } from './cell-kind';
import { frequentWidth, isOfWidth } from './record-width';
import type { CellKind } from './cell-kind';

export interface HeaderFinding {
  header: boolean;
  /**
   * Physical lines from 1, as the scanner takes them: the first record there or below. `[1]` without a header, as
   * that is the dialect's default.
   */
  headerRows: number[];
  /** Physical lines that are neither header nor data and that nothing else skips. */
  commentRows: number[];
  confidence: number;
  reasons: string[];
}

/** Share of rows that must be as long as the header where most are shorter. */
const FULL_ROWS_MIN = 0.1;
/** Rows below the header that it is compared with. */
const BODY_ROWS = 200;
/** Share of a column's filled cells that must be of one kind to speak of the column's kind. */
const COLUMN_KIND_MIN = 0.8;
/** Words that head columns all over the world, alone or as a part of a label. */
const LABEL_WORD =
  /(?:^|[\s_.-])(?:id|uuid|key|code|no|nr|name|nom|nombre|date|datum|fecha|time|zeit|timestamp|type|typ|status|state|value|wert|price|preis|prix|amount|betrag|total|count|qty|quantity|city|stadt|ort|country|land|address|email|e-mail|phone|url|title|description|category|unit|year|jahr|month|day|lat|lon|latitude|longitude|sku|comment|note|text)(?:$|[\s_.-])/i;

/** @param records of the file's start, without comments. */
export function findHeader(records: readonly SampleRecord[]): HeaderFinding {
  const width = tableWidth(records);
  const start = tableStart(records, width);
  const first = records[start];
  if (!first) return { header: true, headerRows: [1], commentRows: [], confidence: 0, reasons: [] };
  const body = records
    .slice(start + 1)
    .filter((record) => isOfWidth(record, width))
    .slice(0, BODY_ROWS);
  const { isHeader, confidence, reason } = judgeHeader(first, body, width);
  const preamble = Array.from({ length: first.line - 1 }, (_, index) => index + 1);
  const above =
    start > 0 ? [`The table begins in line ${first.line}; what stands above it is a preamble.`] : [];
  if (!isHeader) {
    const commentRows = start > 0 ? preamble : [];
    return { header: false, headerRows: [1], commentRows, confidence, reasons: [...above, reason] };
  }
  const second = records[start + 1];
  const isDouble = second !== undefined && continuesHeader(first, second, body.slice(1), width);
  const ruler = records[start + (isDouble ? 2 : 1)];
  const commentRows = ruler && isRuler(ruler) ? [ruler.line] : [];
  const double = isDouble ? [`Lines ${first.line} and ${second.line} are the header together.`] : [];
  // Blank lines and comments above need no saying, and their number may differ in the next file.
  const line = start > 0 ? first.line : 1;
  const headerRows = isDouble ? [line, line - first.line + second.line] : [line];
  return { header: true, headerRows, commentRows, confidence, reasons: [...above, reason, ...double] };
}

/**
 * The most frequent number of cells, or that of a first line of labels which some rows have as well: programs that
 * leave out empty cells at the end make most rows shorter.
 */
function tableWidth(records: readonly SampleRecord[]): number {
  const width = frequentWidth(records);
  const [first, ...body] = records;
  if (!first || first.cells.length <= width || !areLabels(first)) return width;
  const full = body.filter((record) => isOfWidth(record, first.cells.length)).length;
  return width > 1 && full >= body.length * FULL_ROWS_MIN ? first.cells.length : width;
}

/** Different words, none of them missing. */
function areLabels({ cells, isBroken }: SampleRecord): boolean {
  const isWord = (cell: string) => cellKind(cell) === 'text';
  return !isBroken && cells.every(isWord) && new Set(cells).size === cells.length;
}

/** The first record that looks like those below it. */
function tableStart(records: readonly SampleRecord[], width: number): number {
  const start = records.findIndex((record, index) => {
    const next = records[index + 1];
    // Labels are a header even if the first row below them is broken.
    const isAlone = index === 0 && (width > 2 || next?.isBroken === true) && areLabels(record);
    const isSettled = next === undefined || isOfWidth(next, width) || isRuler(next) || isAlone;
    const filled = record.cells.filter((cell) => cell.trim() !== '').length;
    // A spreadsheet pads the title above a table with empty cells.
    const isTitle = width > 2 && filled <= 1 && index < 10;
    const isDirective = record.line === 1 && /^sep=/i.test(record.cells[0] ?? '');
    return isOfWidth(record, width) && isSettled && !isTitle && !isDirective;
  });
  return Math.max(start, 0);
}

/** A line of dashes, as database shells draw it below the header. */
function isRuler({ cells }: SampleRecord): boolean {
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  return filled.length > 0 && filled.every((cell) => /^:?[-=+|\s]{2,}:?$/.test(cell));
}

interface HeaderJudgement {
  isHeader: boolean;
  confidence: number;
  reason: string;
}

function judgeHeader(first: SampleRecord, body: readonly SampleRecord[], width: number): HeaderJudgement {
  const heads = first.cells.map((cell) => cell.trim());
  if (body.length === 0) {
    const isHeader = heads.every((head) => !isTyped(cellKind(head)));
    const reason = isHeader
      ? 'The only record holds words, so it is taken for the header.'
      : 'The only record holds values, so it is taken for data.';
    return { isHeader, confidence: 0.5, reason };
  }
  const areYears = areConsecutiveYears(heads);
  const votes = heads.map((head, column) =>
    columnVote(
      head,
      body.map(({ cells }) => (cells[column] ?? '').trim()),
      areYears,
    ),
  );
  const sum = votes.reduce((total, vote) => total + vote, 0);
  const isHeader = sum > 0;
  const confidence = Math.min(0.99, 0.55 + 0.45 * Math.min(1, Math.abs(sum) / Math.max(1, width * 0.6)));
  const differing = votes.filter((vote) => vote >= 0.5).length;
  const alike = votes.filter((vote) => vote <= -0.5).length;
  const reason = isHeader
    ? `Line ${first.line} is the header: it differs from the values below it in ${differing} of ${width} columns.`
    : `There is no header: line ${first.line} is like the values below it in ${alike} of ${width} columns.`;
  return { isHeader, confidence: Math.round(confidence * 100) / 100, reason };
}

/** How much a column speaks for its first cell being a label (above 0) or a value (below 0). */
function columnVote(head: string, values: readonly string[], areYears: boolean): number {
  const headKind = cellKind(head);
  const columnKind = kindOfColumn(values);
  if (headKind === 'empty') return 0;
  if (columnKind !== null) {
    if (headKind === 'text') return 1;
    if (areYears && /^\d{4}$/.test(head)) return 0.5;
    return headKind === columnKind ? -1 : -0.3;
  }
  if (isTyped(headKind)) return -0.5;
  if (LABEL_WORD.test(head)) return 0.75;
  if (values.includes(head)) return -0.75;
  const withDigits = values.filter((value) => /\d/.test(value)).length;
  const areCodes = withDigits >= values.length * COLUMN_KIND_MIN;
  if (areCodes) return /\d/.test(head) ? -0.6 : 0.6;
  const capitals = values.filter((value) => /^\p{Lu}/u.test(value)).length;
  return /^\p{Ll}/u.test(head) && capitals >= values.length * COLUMN_KIND_MIN ? 0.4 : 0.1;
}

/** The kind nearly all values have, when it is one that tells values from words. */
function kindOfColumn(values: readonly string[]): CellKind | null {
  const kinds = values.map(cellKind).filter((kind) => kind !== 'empty' && kind !== 'missing');
  const [first] = kinds.filter(isTyped);
  if (first === undefined) return null;
  return kinds.filter((kind) => kind === first).length >= kinds.length * COLUMN_KIND_MIN ? first : null;
}

/** Columns of a wide table are often named by years, which look like values. */
function areConsecutiveYears(heads: readonly string[]): boolean {
  const years = heads.filter((head) => /^(?:19|20)\d{2}$/.test(head)).map(Number);
  return (
    years.length >= 2 && years.every((year, index) => index === 0 || year === (years[index - 1] ?? 0) + 1)
  );
}

/** Whether the second line is a header as well: units, or labels below the names of groups. */
function continuesHeader(
  first: SampleRecord,
  second: SampleRecord,
  body: readonly SampleRecord[],
  width: number,
): boolean {
  if (!isOfWidth(second, width) || body.length < 2 || width < 2) return false;
  const columns = Array.from({ length: width }, (_, column) => ({
    upper: cellKind(first.cells[column] ?? ''),
    lower: cellKind(second.cells[column] ?? ''),
    kind: kindOfColumn(body.map(({ cells }) => (cells[column] ?? '').trim())),
  }));
  const typed = columns.filter(({ kind }) => kind !== null);
  const isWord = (kind: CellKind) => kind === 'text' || kind === 'odd';
  const words = typed.filter(({ lower }) => isWord(lower)).length;
  const missing = typed.filter(({ lower }) => lower === 'missing').length;
  const hasValues = columns.some(({ lower }) => isTyped(lower));
  const isBelowGroups =
    columns.some(({ upper }) => upper === 'empty') && columns.every(({ lower }) => isWord(lower));
  // A column without a unit has a dash in their row.
  const areUnits = words > 0 && words + missing >= typed.length * 0.66;
  return !hasValues && typed.length > 0 && (areUnits || isBelowGroups);
}
