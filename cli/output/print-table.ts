/** Rows for a terminal, a spreadsheet or a program. */

export const TABLE_FORMATS = ['table', 'csv', 'json'] as const;
export type TableFormat = (typeof TABLE_FORMATS)[number];

export type TableRow = Readonly<Record<string, unknown>>;

const CELL_CHARS_MAX = 40;

/** The rows as text with its last line break; `json` is one object a line. */
export function formatTable(
  columns: readonly string[],
  rows: readonly TableRow[],
  format: TableFormat,
): string {
  switch (format) {
    case 'json':
      return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
    case 'csv':
      return [columns, ...rows.map((row) => columns.map((name) => row[name]))].map(csvLine).join('');
    case 'table':
      return alignedText(columns, rows);
  }
}

/** A missing value is an empty field, an empty text `""`. */
function csvLine(cells: readonly unknown[]): string {
  return `${cells.map(csvCell).join(',')}\n`;
}

function csvCell(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = textOf(value);
  return text === '' || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function alignedText(columns: readonly string[], rows: readonly TableRow[]): string {
  const cells = [columns.map(shortened), ...rows.map((row) => columns.map((name) => shortened(row[name])))];
  const widths = columns.map((_, column) => Math.max(...cells.map((line) => line[column]?.length ?? 0)));
  const isNumber = columns.map(
    (name) => rows.length > 0 && rows.every((row) => row[name] === null || typeof row[name] === 'number'),
  );
  const lines = cells.map((line) =>
    line.map((text, column) => {
      const width = widths[column] ?? 0;
      return isNumber[column] ? text.padStart(width) : text.padEnd(width);
    }),
  );
  return lines.map((line) => `${line.join('  ').trimEnd()}\n`).join('');
}

/** Rows are anybody's text: what would steer a terminal is shown as a dot. */
function shortened(value: unknown): string {
  const text = textOf(value ?? '').replaceAll(/\p{Cc}/gu, '·');
  return text.length > CELL_CHARS_MAX ? `${text.slice(0, CELL_CHARS_MAX - 1)}…` : text;
}

function textOf(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
