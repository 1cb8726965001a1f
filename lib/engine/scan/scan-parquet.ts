import type { DuckDBConnection } from '@duckdb/node-api';
import type { DatasetDefinition } from '../../dataset/definition';
import { openParquetRows, readParquetRows } from '../formats/parquet-rows';
import type { EngineLimits } from '../limits';
import { layoutByHeader } from './file-layout';
import type { FileLayout } from './file-layout';
import { layoutOfFields } from './object-segmenter';
import type { ScanSummary } from './scan-segments';
import { STANDARD_DIALECT } from './segment-file';
import { SegmentSeries } from './segment-series';
import type { ScannedSegment } from './segment-series';

export interface ScanParquetOptions extends EngineLimits {
  definition: DatasetDefinition;
  dir: string;
  onWindow?: ((rows: number) => void) | undefined;
  signal?: AbortSignal | undefined;
}

/**
 * Yields the rows of a Parquet file as segments of text, so that they are checked as those of any other file. A
 * row's line is its number, from 1; its offset is the running length of the rows' texts.
 * @param connection of this scan alone: it has an open stream.
 * @throws LakeportError with a problem of the file.
 */
export async function* scanParquet(
  connection: DuckDBConnection,
  path: string,
  options: ScanParquetOptions,
): AsyncGenerator<ScannedSegment, ScanSummary> {
  const { columns } = await openParquetRows(connection, path);
  const names = columns.map((column) => column.name);
  const layout = layoutByHeader(options.definition, names, options.columnsMax);
  const found = foundFields(layout, names);
  const segments = new SegmentSeries(options, STANDARD_DIALECT, true);
  segments.setLayout({
    ...layoutOfFields(found.map(({ field }) => field)),
    cellOfField: layout.fields.map((field) => nullIfMissing(found.findIndex((one) => one.field === field))),
    fields: layout.fields,
  });
  let rows = 0;
  let offset = 0;
  try {
    for await (const batch of readParquetRows(connection, path, found)) {
      options.signal?.throwIfAborted();
      for (const cells of batch) {
        rows += 1;
        const raw = JSON.stringify(
          Object.fromEntries(found.map(({ column }, cell) => [column, cells[cell]])),
        );
        segments.at(rows, offset).appendCells(cells, { line: rows, offset, raw });
        offset += raw.length;
      }
      options.onWindow?.(rows);
      yield* segments.takeClosed();
    }
    segments.closeCurrent();
    yield* segments.takeClosed();
    return { rows, blankRows: 0, repeatedHeaders: 0 };
  } finally {
    segments.closeCurrent();
  }
}

function foundFields({ fields, cellOfField }: FileLayout, names: readonly string[]) {
  return fields.flatMap((field, index) => {
    const cell = cellOfField[index] ?? null;
    const column = cell === null ? undefined : names[cell];
    return column === undefined ? [] : [{ column, field }];
  });
}

function nullIfMissing(index: number): number | null {
  return index < 0 ? null : index;
}
