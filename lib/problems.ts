/** Why a row was refused. The names follow Frictionless where it has one. */
export const ROW_PROBLEM_CODES = [
  'missing-cell',
  'extra-cell',
  'type-error',
  'constraint-error',
  'primary-key',
  'encoding-error',
  'nul-byte',
  'quote-error',
  'record-too-long',
] as const;

export type RowProblemCode = (typeof ROW_PROBLEM_CODES)[number];

/** Why a whole file cannot be used; nothing of it is committed. */
export const FILE_PROBLEM_CODES = [
  'missing-label',
  'extra-label',
  'duplicate-label',
  'header-missing',
  'file-empty',
  'file-encoding',
  'source-error',
] as const;

export type FileProblemCode = (typeof FILE_PROBLEM_CODES)[number];

/** One problem of one refused row; the columns of rejects.csv, in this order. */
export interface RowProblem {
  file: string;
  /** Physical line on which the record starts; the header is line 1. */
  line: number;
  /** Offset of the record's first byte in the (decompressed) file. */
  byte_offset: number;
  column: string | null;
  code: RowProblemCode;
  message: string;
  /** The record's exact text. */
  raw: string;
  /** JSON array of cells that would repair the record, where one could be found. */
  suggestion: string | null;
}

export const ROW_PROBLEM_COLUMNS = [
  'file',
  'line',
  'byte_offset',
  'column',
  'code',
  'message',
  'raw',
  'suggestion',
] as const satisfies readonly (keyof RowProblem)[];

/**
 * The columns in front of those of a file whose refused rows are downloaded in its own format. They say where a row
 * was and why it was refused, and mean nothing where such a file is imported.
 */
export const REFUSED_FILE_COLUMNS = ['_line', '_problems'] as const;

export function isRefusedFileColumn(label: string): boolean {
  return REFUSED_FILE_COLUMNS.some((column) => column === label.trim());
}

/**
 * How an import's refused rows are downloaded: `csv` is rejects.csv, one line a problem; `original` the rows in the
 * format of their file, one line a row.
 */
export const REJECTS_FORMATS = ['original', 'csv'] as const;
export type RejectsFormat = (typeof REJECTS_FORMATS)[number];
