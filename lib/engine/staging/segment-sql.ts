/** SQL that reads a segment's cells, all as text, with the place and the exact text of each record. */
import { quoteLiteral } from '../../duckdb';
import type { Segment, SegmentDialect } from '../scan/segment-file';

/** DuckDB's own choice of 32 MB would have a segment in memory as a whole. */
const READ_BUFFER_BYTES = 1024 * 1024;

/** The column that holds a cell's text; NULL when the cell is empty, or missing where that is marked. */
export function cellColumn(cell: number): string {
  return `_cell${cell}`;
}

export function cellColumns(width: number): string[] {
  return Array.from({ length: width }, (_, cell) => cellColumn(cell));
}

/**
 * A SELECT of the cells of each record, `_line` and `_place`. It is read by one thread: one that starts in the middle
 * could take a line break inside a cell for a record's end, and segments run side by side anyway.
 */
export function segmentSql(segment: Segment, width: number): string {
  const columns = [
    ...cellColumns(width).map((cell) => `${cell}: 'VARCHAR'`),
    `_line: 'BIGINT'`,
    `_place: 'VARCHAR'`,
  ];
  const { delimiter, quote } = segment.dialect;
  const lineBytesMax = segment.lineBytesMax + 1024;
  return `
    SELECT * REPLACE (_line + ${segment.firstLine} AS _line)
    FROM read_csv(${quoteLiteral(segment.path)}, auto_detect = false, header = false, new_line = '\\n',
      delim = ${quoteLiteral(delimiter)}, quote = ${quoteLiteral(quote)}, escape = ${quoteLiteral(quote)},
      comment = '', allow_quoted_nulls = ${!segment.marksMissing}, max_line_size = ${lineBytesMax},
      buffer_size = ${Math.max(lineBytesMax, READ_BUFFER_BYTES)}, parallel = false,
      columns = {${columns.join(', ')}})`;
}

/** SQL for a record's offset in the file, from `_place`. */
export function offsetSql({ firstOffset }: Segment): string {
  return `(CAST(regexp_extract(_place, '^[0-9]+') AS BIGINT) + ${firstOffset})`;
}

/** SQL for whether a record was repaired, from `_place`. */
export const IS_REPAIRED = `starts_with(ltrim(_place, '0123456789'), 'R')`;

/** SQL for a record's exact text, put together from the cells and `_place`. */
export function rawSql({ delimiter, quote }: SegmentDialect, width: number): string {
  const quoteSql = quoteLiteral(quote);
  const cells = cellColumns(width).map((cell) => `coalesce(${cell}, '')`);
  const quoting = `ltrim(_place, '0123456789')`;
  const quoted = cells.map((cell, index) => {
    const doubled = `${quoteSql} || replace(${cell}, ${quoteSql}, ${quoteSql} || ${quoteSql}) || ${quoteSql}`;
    return `CASE WHEN substr(${quoting}, ${index + 2}, 1) = '1' THEN ${doubled} ELSE ${cell} END`;
  });
  return `CASE WHEN ${quoting} = '' THEN concat_ws(${quoteLiteral(delimiter)}, ${cells.join(', ')})
               WHEN starts_with(${quoting}, 'q') THEN concat_ws(${quoteLiteral(delimiter)}, ${quoted.join(', ')})
               ELSE substr(${quoting}, 2) END`;
}
