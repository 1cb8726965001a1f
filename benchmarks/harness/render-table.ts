/** A Markdown table that reads well on a terminal too. */

/** A rule of fewer characters is no rule of a Markdown table, or not one that the formatter leaves alone. */
const WIDTH_MIN = 3;

export function renderTable(header: string[], rows: string[][]): string[] {
  const widths = header.map((label, column) =>
    Math.max(WIDTH_MIN, label.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: string[]) =>
    `| ${cells.map((cell, column) => pad(cell, widths[column] ?? 0, column)).join(' | ')} |`;
  const rule = widths.map((width, column) =>
    column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
  );
  return [line(header), line(rule), ...rows.map(line)];
}

/** Names stand to the left and numbers to the right. */
function pad(cell: string, width: number, column: number): string {
  return column === 0 ? cell.padEnd(width) : cell.padStart(width);
}

export function formatNumber(value: number, decimals = 0): string {
  return value.toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}
