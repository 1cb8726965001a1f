import type { Counts } from '../counts';
import {
  DOLLARS_PER_GB_MONTH,
  DOLLARS_PER_GB_SECOND,
  DOLLARS_PER_INVOCATION,
  DOLLARS_PER_PUT,
  DOLLARS_PER_WRITE_UNIT,
} from '../prices';

const GB = 1024 ** 3;
/** DynamoDB bills writes by the kilobyte begun. */
const WRITE_UNIT_BYTES = 1024;
/** Rows in Parquet take about a quarter of what they take as items with names and types. */
const ITEM_BYTES_PER_PARQUET_BYTE = 4;
/** What a large part of the import is written in; each has a file of its keys beside it. */
const PART_BYTES = 8 * 1024 ** 2;
const PUTS_PER_PART = 2;
/** The manifest, the lists of both zones, and the rejects in two formats. */
const PUTS_PER_IMPORT = 6;
/** The import and its publishing. */
const INVOCATIONS = 2;

export interface CostInput {
  counts: Counts;
  /** What the dry run took: it does all the work but the writing. */
  seconds: number;
  /** Of the function. */
  memoryMb: number;
  /** Bytes in Parquet that would be written. */
  writtenBytes: number;
  /** Whether the dataset keeps its rows in the Records table as well. */
  hasRecords: boolean;
}

/** What committing an import that has been run dry will take: computing, writing, and a month of storage. */
export function estimateCost(input: CostInput): { seconds: number; dollars: number } {
  const { counts, seconds, memoryMb, writtenBytes } = input;
  const computing = (memoryMb / 1024) * seconds * DOLLARS_PER_GB_SECOND;
  const invoking = INVOCATIONS * DOLLARS_PER_INVOCATION;
  const puts = PUTS_PER_IMPORT + PUTS_PER_PART * Math.ceil(writtenBytes / PART_BYTES);
  const storing = puts * DOLLARS_PER_PUT + (writtenBytes / GB) * DOLLARS_PER_GB_MONTH;
  return { seconds, dollars: computing + invoking + storing + recordsDollars(input, counts) };
}

function recordsDollars({ hasRecords, writtenBytes }: CostInput, counts: Counts): number {
  if (!hasRecords) return 0;
  const rows = (counts.inserted ?? counts.accepted) + (counts.updated ?? 0);
  if (rows === 0) return 0;
  const itemBytes = (writtenBytes * ITEM_BYTES_PER_PARQUET_BYTE) / rows;
  return rows * Math.max(1, Math.ceil(itemBytes / WRITE_UNIT_BYTES)) * DOLLARS_PER_WRITE_UNIT;
}
