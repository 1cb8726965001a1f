import type { DatasetDefinition } from '../dataset/definition';
import type { Dialect } from '../dataset/dialect';
import { learnShapes } from './repair/column-shapes';
import type { ColumnShapes } from './repair/column-shapes';
import { suggestRepair } from './repair/suggest-repair';
import { bytesOfDialect } from './scan/dialect-bytes';
import type { FileLayout } from './scan/file-layout';
import { RecordScanner } from './scan/record-scanner';
import { cellsOf } from './scan/segment-file';
import type { SuggestRepair } from './scan/segmenter';

/** Rows to learn from; more teach little more. */
const ROWS_MAX = 1000;
/** A suggestion takes a third of a millisecond: of a file with millions of broken records nobody reads more. */
const SUGGESTIONS_MAX = 10_000;

/**
 * Suggests repairs for the broken records of a file, from what its definition says and how its first rows look.
 * @param head UTF-8 text of the file's start, without a mark.
 */
export function repairAdvisor(
  definition: DatasetDefinition,
  dialect: Dialect,
  head: Buffer,
  recordBytesMax: number,
): SuggestRepair {
  const shapesOf = new Map<FileLayout, ColumnShapes>();
  let looks = 0;
  return (layout, record) => {
    looks += 1;
    if (looks > SUGGESTIONS_MAX && definition.contract !== 'repair') return null;
    let shapes = shapesOf.get(layout);
    if (!shapes) {
      const rows = goodRows(head, dialect, layout.width, recordBytesMax);
      const fieldOfCell = layout.names.map(
        (_, cell) => layout.fields[layout.cellOfField.indexOf(cell)] ?? null,
      );
      shapes = learnShapes(definition, fieldOfCell, rows);
      shapesOf.set(layout, shapes);
    }
    return suggestRepair(record, { dialect, shapes, width: layout.width });
  };
}

/** Cells of the first sound records with the right number of them, less the header. */
function goodRows(head: Buffer, dialect: Dialect, width: number, recordBytesMax: number): string[][] {
  const rows: string[][] = [];
  const skipped = dialect.header ? (dialect.headerRows.at(-1) ?? 0) : 0;
  const scanner = new RecordScanner(
    { dialect: bytesOfDialect(dialect), recordBytesMax },
    {
      width,
      skipsLine: (line) => line <= skipped || dialect.commentRows.includes(line),
      record: (bytes, start, end, { cells, invalidUtf8, hasNul }) => {
        if (cells !== width || invalidUtf8 || hasNul || rows.length === ROWS_MAX) return;
        rows.push(cellsOf(bytes, start, end, dialect));
      },
      broken: () => undefined,
      blank: () => undefined,
    },
  );
  scanner.scan(head, true);
  return rows;
}
