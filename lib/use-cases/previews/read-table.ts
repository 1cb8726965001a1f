/** The columns and the first records of a sample, whatever its format is. */
import { writeFile, mkdir, rm } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { fieldSchema, fieldTypeSchema } from '../../dataset/field';
import type { FieldType } from '../../dataset/field';
import { cellOf, placedObjects } from '../../dataset/infer/infer-from-objects';
import { readSampleTable } from '../../dataset/infer/read-sample-table';
import { openParquetRows, readParquetRows } from '../../engine/formats/parquet-rows';
import { columnTypeOf } from '../../lake/query/sql-types';
import type { SampleDeps } from './check-sample';
import { PREVIEW_ROWS_MAX, shorten } from './file-preview';
import type { PreviewRow } from './file-preview';
import type { OpenedSample } from './open-sample';
import type { Sample } from './read-sample';

export interface SampleTable {
  /** Null where the file has no header. */
  labels: string[] | null;
  width: number;
  rows: PreviewRow[];
  /** Where the format says them. */
  types: (FieldType | null)[] | null;
}

/** @throws LakeportError `source-error` for a damaged Parquet file */
export async function readTable(
  deps: SampleDeps,
  sample: Sample,
  opened: OpenedSample,
): Promise<SampleTable> {
  const { dialect, shape, text, isCut } = opened;
  if (shape.format === 'parquet') {
    return isCut ? { labels: [], width: 0, rows: [], types: null } : readParquetTable(deps, sample.plain);
  }
  if (dialect === null) return readObjects(text);
  const table = readSampleTable([text], dialect, !isCut);
  const rows = table.records
    .slice(0, PREVIEW_ROWS_MAX)
    .map(({ line, cells }) => ({ line, cells: cells.map(shorten) }));
  return { labels: table.labels, width: table.width, rows, types: null };
}

function readObjects(text: string): SampleTable {
  const objects = placedObjects(text);
  const labels = [...new Set(objects.flatMap(({ object }) => Object.keys(object)))];
  const rows = objects
    .slice(0, PREVIEW_ROWS_MAX)
    .map(({ line, object }) => ({ line, cells: labels.map((label) => shorten(cellOf(object[label]))) }));
  return { labels, width: labels.length, rows, types: null };
}

async function readParquetTable({ db, workDir }: SampleDeps, bytes: Uint8Array): Promise<SampleTable> {
  const dir = path.join(workDir, `preview-${randomUUID()}`);
  const file = path.join(dir, 'received.parquet');
  await mkdir(dir, { recursive: true });
  await writeFile(file, bytes);
  const connection = await db.connect();
  try {
    const { columns } = await openParquetRows(connection, file);
    const cells = columns.map(({ name }) => ({
      column: name,
      field: fieldSchema.parse({ name: 'text', type: 'string' }),
    }));
    const rows: PreviewRow[] = [];
    for await (const batch of readParquetRows(connection, file, cells)) {
      for (const row of batch.slice(0, PREVIEW_ROWS_MAX - rows.length)) {
        rows.push({ line: rows.length + 1, cells: row.map((cell) => shorten(cell ?? '')) });
      }
      if (rows.length === PREVIEW_ROWS_MAX) break;
    }
    return {
      labels: columns.map(({ name }) => name),
      width: columns.length,
      rows,
      types: columns.map(({ type }) => fieldTypeSchema.safeParse(columnTypeOf(type)).data ?? 'string'),
    };
  } finally {
    connection.closeSync();
    await rm(dir, { recursive: true, force: true });
  }
}
