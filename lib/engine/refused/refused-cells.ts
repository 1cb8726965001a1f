/** Refused records taken apart into the cells of their file's columns, as well as that can be done. */
import { comparableLabel } from '../../dataset/labels';
import { isRefusedFileColumn, type RowProblemCode } from '../../problems';
import { readMembers } from '../formats/read-members';
import { splitCells } from '../scan/split-cells';
import type { FileColumns } from './read-file-columns';

export interface RefusedRecord {
  /** The record's exact text. */
  raw: string;
  codes: readonly RowProblemCode[];
}

/** The labels of the columns that hold data. */
export function dataLabels(columns: FileColumns): string[] {
  return dataCells(columns.labels, columns);
}

/**
 * The cells of the data columns; there may be fewer or more of them than columns, which is then what is wrong. Of a
 * text that is no object there are none.
 */
export function refusedCells(record: RefusedRecord, columns: FileColumns): (string | null)[] {
  const { dialect } = columns;
  if (dialect === null) return objectCells(record.raw, columns);
  // Quotes that do not pair tell nothing of where cells end.
  const cells = hasBrokenQuotes(record)
    ? record.raw.split(dialect.delimiter)
    : splitCells(record.raw, dialect);
  return dataCells(cells, columns);
}

/** The cells of a record without those of the columns that a file of refused rows has in front. */
export function dataCells<Cell>(cells: readonly Cell[], { labels }: FileColumns): Cell[] {
  return cells.filter((_, cell) => !isRefusedFileColumn(labels[cell] ?? ''));
}

export function hasBrokenQuotes({ codes }: RefusedRecord): boolean {
  return codes.includes('quote-error') || codes.includes('record-too-long');
}

function objectCells(raw: string, { labels, aliases }: FileColumns): (string | null)[] {
  const members = readMembers(raw);
  if (!(members instanceof Map)) return [];
  const values = new Map([...members].map(([name, value]) => [comparableLabel(name), value]));
  return labels.map((_, column) => {
    const name = aliases[column]?.map(comparableLabel).find((candidate) => values.has(candidate));
    return name === undefined ? null : (values.get(name) ?? null);
  });
}
