import type { DatasetDefinition } from '../dataset/definition';
import type { Dialect } from '../dataset/dialect';
import { learnShapes } from './repair/column-shapes';
import type { ColumnShapes } from './repair/column-shapes';
import { suggestRepair } from './repair/suggest-repair';
import type { BrokenRecord } from './repair/suggest-repair';
import { bytesOfDialect } from './scan/dialect-bytes';
import type { FileLayout } from './scan/file-layout';
import { RecordScanner } from './scan/record-scanner';
import { cellsOf } from './scan/segment-file';
import type { SuggestRepair } from './scan/segmenter';

/** Rows to learn from; more teach little more. */
const ROWS_MAX = 100;
/** The head is looked through for them in pieces of this size, so that hardly more of it is read than they take. */
const PIECE_BYTES = 4 * 1024;
/** Suggestions cost time: of a file with millions of broken records nobody reads them all. */
const LOOKS_MAX = 10_000;
/** Records of one shape that had no repair; the next ones will hardly have any. */
const FRUITLESS_LOOKS_MAX = 4;
/** More shapes than this are not remembered. */
const SHAPES_MAX = 10_000;

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
  const fruitless = new Map<string, number>();
  let looks = 0;
  return (layout, record) => {
    const shape = shapeOf(record);
    const isHopeless = (fruitless.get(shape) ?? 0) >= FRUITLESS_LOOKS_MAX;
    if (isHopeless || (looks >= LOOKS_MAX && definition.contract !== 'repair')) return null;
    looks += 1;
    let shapes = shapesOf.get(layout);
    if (!shapes) {
      const rows = goodRows(head, dialect, layout.width, recordBytesMax);
      const fieldOfCell = layout.names.map(
        (_, cell) => layout.fields[layout.cellOfField.indexOf(cell)] ?? null,
      );
      shapes = learnShapes(definition, fieldOfCell, rows);
      shapesOf.set(layout, shapes);
    }
    const cells = suggestRepair(record, { dialect, shapes, width: layout.width });
    if (cells === null && fruitless.size < SHAPES_MAX) fruitless.set(shape, (fruitless.get(shape) ?? 0) + 1);
    return cells;
  };
}

/** What is wrong with a record and how it looks, apart from which digits and letters it has and how many. */
function shapeOf({ raw, codes }: BrokenRecord): string {
  const shape = raw
    .slice(0, 500)
    .replaceAll(/\d+/g, '9')
    .replaceAll(/\p{L}+/gu, 'a');
  return `${codes.join()} ${shape}`;
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
  let pieceBytes = PIECE_BYTES;
  for (let start = 0; start < head.length && rows.length < ROWS_MAX;) {
    const end = Math.min(start + pieceBytes, head.length);
    const done = scanner.scan(head.subarray(start, end), end === head.length);
    if (done === 0) pieceBytes *= 2;
    start += done;
  }
  return rows;
}
