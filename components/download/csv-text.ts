/** Rows as RFC 4180 has them: commas, line ends of two characters, quotes where they are needed. */

const LINE_END = '\r\n';

/** One record with its line end. A missing value is nothing, an empty text two quotes: so each comes back as it was. */
export function csvLine(values: readonly unknown[]): string {
  const cells = values.map(cell);
  // A line of nothing at all would be read as no record.
  return (cells.length === 1 && cells[0] === '' ? '""' : cells.join(',')) + LINE_END;
}

/** A header and rows; numbers have all their digits and no marks of thousands. */
export function csvText(columns: readonly string[], rows: readonly (readonly unknown[])[]): string {
  return [columns, ...rows].map(csvLine).join('');
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text === '' || /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
