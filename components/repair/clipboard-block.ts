/**
 * A block of cells as spreadsheets put it on the clipboard: tabs between cells, line breaks between rows, and quotes
 * around a cell that holds one of them. A cell that only begins with a quote is text as it stands.
 */
export function parseBlock(text: string): string[][] {
  if (text === '') return [];
  const cell = /(?:"((?:[^"]|"")*)"|([^\t\r\n]*))(\t|\r\n|\n|\r|$)/gy;
  const rows: string[][] = [[]];
  while (cell.lastIndex < text.length) {
    const [, quoted, plain = '', end = ''] = cell.exec(text) ?? [];
    rows.at(-1)?.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    const isLast = cell.lastIndex >= text.length;
    // A tab at the end has an empty cell behind it; a line break there closes the last row and begins none.
    if (isLast && end === '\t') rows.at(-1)?.push('');
    if (!isLast && end !== '\t') rows.push([]);
  }
  return rows;
}
