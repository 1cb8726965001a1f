/** SQL that reads a segment's cells, all as text, with the place and the exact text of each record. */
import type { Dialect } from '../../dataset/dialect';
import { quoteLiteral } from '../../duckdb';
import type { Segment } from '../scan/segment-file';

/** DuckDB refuses longer lines; a record may grow when it is written anew, each quote being doubled. */
const LINE_GROWTH = 6;
/** A thread reads one buffer at a time; DuckDB's own choice of 16 lines would leave a segment to one thread. */
const READ_BUFFER_BYTES = 8 * 1024 * 1024;

export interface SegmentReader {
  dialect: Dialect;
  /** Number of cells of a record. */
  width: number;
  recordBytesMax: number;
}

/** The column that holds a cell's text; NULL when the cell is empty. */
export function cellColumn(cell: number): string {
  return `_cell${cell}`;
}

/** A SELECT of `_line`, `_offset`, `_quoting` and the cells of each record. */
export function segmentSql(segment: Segment, { dialect, width, recordBytesMax }: SegmentReader): string {
  const cells = Array.from({ length: width }, (_, cell) => cellColumn(cell));
  const columns = [
    `_line: 'BIGINT'`,
    `_offset: 'BIGINT'`,
    `_quoting: 'VARCHAR'`,
    ...cells.map((cell) => `${cell}: 'VARCHAR'`),
  ];
  const quote = quoteLiteral(dialect.quoteChar);
  // A thread that starts in the middle of a segment could take a line break inside a cell for a record's end.
  const parallel = !segment.hasLineBreaks;
  const lineBytesMax = recordBytesMax * LINE_GROWTH;
  return `
    SELECT * REPLACE (_line + ${segment.firstLine} AS _line, _offset + ${segment.firstOffset} AS _offset)
    FROM read_csv(${quoteLiteral(segment.path)}, auto_detect = false, header = false, new_line = '\\n',
      delim = ${quoteLiteral(dialect.delimiter)}, quote = ${quote}, escape = ${quote}, comment = '',
      max_line_size = ${lineBytesMax}, buffer_size = ${Math.max(lineBytesMax, READ_BUFFER_BYTES)},
      parallel = ${parallel}, columns = {${columns.join(', ')}})`;
}

/** SQL for a record's exact text, put together from the columns of `segmentSql`. */
export function rawSql({ dialect, width }: SegmentReader): string {
  const delimiter = quoteLiteral(dialect.delimiter);
  const quote = quoteLiteral(dialect.quoteChar);
  const cells = Array.from({ length: width }, (_, cell) => `coalesce(${cellColumn(cell)}, '')`);
  const quoted = cells.map((cell, index) => {
    const doubled = `${quote} || replace(${cell}, ${quote}, ${quote} || ${quote}) || ${quote}`;
    return `CASE WHEN substr(_quoting, ${index + 1}, 1) = '1' THEN ${doubled} ELSE ${cell} END`;
  });
  return `CASE WHEN _quoting IS NULL THEN concat_ws(${delimiter}, ${cells.join(', ')})
               WHEN starts_with(_quoting, '=') THEN substr(_quoting, 2)
               ELSE concat_ws(${delimiter}, ${quoted.join(', ')}) END`;
}
