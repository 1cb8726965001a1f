/**
 * Refused rows as a file of the format that they came in, each with its line and its problems in front. Corrected, it
 * can be imported as it is: `resolveDialect` and the layout know the two columns.
 */
import type { Dialect } from '../../dataset/dialect';
import { isRefusedFileColumn, REFUSED_FILE_COLUMNS, type RowProblem } from '../../problems';
import { readMembers } from '../formats/read-members';
import type { FileColumns } from './read-file-columns';
import { dataLabels, hasBrokenQuotes, refusedCells } from './refused-cells';

export interface RefusedRow extends Pick<RowProblem, 'line' | 'raw'> {
  problems: readonly Pick<RowProblem, 'column' | 'code' | 'message'>[];
}

/** The line of labels, with its end; none for objects. */
export function refusedHeader(columns: FileColumns): string {
  const { dialect } = columns;
  if (dialect === null) return '';
  return lineOf([...REFUSED_FILE_COLUMNS, ...dataLabels(columns)], dialect);
}

/** One row as a line, with its end. A record of sound quotes keeps its exact text. */
export function refusedLine(row: RefusedRow, columns: FileColumns): string {
  const { dialect, labels } = columns;
  if (dialect === null) return objectLine(row);
  const own = [String(row.line), problemsText(row)];
  const record = { raw: row.raw, codes: row.problems.map(({ code }) => code) };
  const isExact = !hasBrokenQuotes(record) && !labels.some(isRefusedFileColumn);
  if (!isExact) return lineOf([...own, ...refusedCells(record, columns).map((cell) => cell ?? '')], dialect);
  return `${own.map((cell) => cellText(cell, dialect)).join(dialect.delimiter)}${dialect.delimiter}${row.raw}\n`;
}

/** `column: message; …` */
function problemsText({ problems }: RefusedRow): string {
  const sentences = problems.map(({ column, message }) => {
    const sentence = message.replace(/\.$/, '');
    return column === null ? sentence : `${column}: ${sentence}`;
  });
  return sentences.join('; ').replaceAll(/\s+/g, ' ');
}

function objectLine(row: RefusedRow): string {
  const own = { _line: row.line, _problems: problemsText(row) };
  const members = readMembers(row.raw);
  if (!(members instanceof Map)) return `${JSON.stringify({ ...own, _raw: row.raw })}\n`;
  const isOwn = [...members.keys()].some(isRefusedFileColumn);
  const data = isOwn
    ? JSON.stringify(Object.fromEntries([...members].filter(([name]) => !isRefusedFileColumn(name))))
    : // In JSON a line break is only ever between two tokens.
      row.raw.trim().replaceAll(/[\r\n]+/g, ' ');
  const rest = data.slice(1).trimStart();
  return `${JSON.stringify(own).slice(0, -1)}${rest === '}' ? '' : ','}${rest}\n`;
}

function lineOf(cells: readonly string[], dialect: Dialect): string {
  return `${cells.map((cell) => cellText(cell, dialect)).join(dialect.delimiter)}\n`;
}

function cellText(text: string, dialect: Dialect): string {
  const { delimiter, quoteChar, escapeChar, doubleQuote, skipInitialSpace } = dialect;
  const marks = [delimiter, quoteChar, escapeChar ?? '', '\n', '\r'].filter((mark) => mark !== '');
  const needsQuotes = marks.some((mark) => text.includes(mark)) || (skipInitialSpace && text.startsWith(' '));
  if (!needsQuotes) return text;
  // Without quotes nothing of the kind can be written.
  if (quoteChar === '') return text.replaceAll(delimiter, ' ').replaceAll(/[\r\n]+/g, ' ');
  const escaped =
    escapeChar === undefined || escapeChar === quoteChar
      ? text
      : text.replaceAll(escapeChar, escapeChar + escapeChar);
  const quoteInside =
    doubleQuote || escapeChar === quoteChar
      ? quoteChar + quoteChar
      : escapeChar
        ? escapeChar + quoteChar
        : "'";
  return quoteChar + escaped.replaceAll(quoteChar, quoteInside) + quoteChar;
}
