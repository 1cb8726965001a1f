/** The header's labels and the rows of samples, under a dialect. */
import type { Dialect } from '../dialect';
import { frequentWidth, isOfWidth } from './dialect/record-width';
import { splitRecords } from './split-records';
import type { SampleRecord } from './split-records';

export interface SampleTable {
  /** As many as there are columns; null where the file has no header. */
  labels: string[] | null;
  /** What is below the header, broken or not. */
  records: SampleRecord[];
  /** Only rows with the usual number of cells. */
  rows: string[][];
  /** Records with another number of cells or a broken quote. */
  misfits: number;
  width: number;
  /** Last physical line of the header; 0 without one. */
  headerEnd: number;
}

/**
 * @param samples the start of the file, then other pieces of it.
 * @param isComplete whether the first sample is the whole file.
 */
export function readSampleTable(
  samples: readonly string[],
  dialect: Dialect,
  isComplete: boolean,
): SampleTable {
  const pieces = samples.map((sample) => splitRecords(sample, dialect, { isCut: !isComplete }));
  const [first = [], ...later] = pieces;
  const { header, commentRows, headerJoin } = dialect;
  const headers = header ? headerRecords(first, dialect) : [];
  const lastHeader = headers.at(-1);
  const below = first.filter(({ line }) => line > (lastHeader?.line ?? 0) && !commentRows.includes(line));
  const records = [...below, ...later.flat()];
  const width = headers[0]?.cells.length ?? frequentWidth(records);
  const fitting = records.filter((record) => isOfWidth(record, width));
  const rows = fitting.map(({ cells }) => cells);
  return {
    labels: header ? joinLabels(headers, width, headerJoin) : null,
    records,
    // Files that were pasted together have their header again between the rows.
    rows: header ? rows.filter((cells) => cells.join() !== headers[0]?.cells.join()) : rows,
    misfits: records.length - fitting.length,
    width,
    headerEnd: lastHeader ? lastHeader.line + lastHeader.cells.join('').split('\n').length - 1 : 0,
  };
}

/** For each header row, the first record in its line or below that is none yet. */
function headerRecords(
  records: readonly SampleRecord[],
  { headerRows, commentRows }: Dialect,
): SampleRecord[] {
  const headers: SampleRecord[] = [];
  for (const record of records) {
    const next = headerRows[headers.length];
    if (next === undefined) break;
    if (record.line >= next && !commentRows.includes(record.line)) headers.push(record);
  }
  return headers;
}

function joinLabels(headers: readonly SampleRecord[], width: number, headerJoin: string): string[] {
  return Array.from({ length: width }, (_, column) =>
    headers
      .map(({ cells }) => (cells[column] ?? '').trim())
      .filter((label) => label !== '')
      .join(headerJoin),
  );
}
