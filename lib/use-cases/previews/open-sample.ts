/** A sample as a file that ends with a record, so that no row is refused for being cut. */
import type { DatasetDefinition } from '../../dataset/definition';
import type { Dialect } from '../../dataset/dialect';
import { closeCutArray } from '../../dataset/infer/infer-from-objects';
import { splitRecords } from '../../dataset/infer/split-records';
import { encodeText } from '../../engine/refused/encode-text';
import { resolveDialect } from '../../engine/resolve-dialect';
import type { FileSource } from '../../engine/source/file-source';
import { identifyFile } from '../../engine/source/identify-file';
import type { FileShape } from '../../engine/source/identify-file';
import { openText } from '../../engine/source/open-text';
import { sourceLengthOf } from '../../engine/source/source-length';
import { sampleFile } from './read-sample';
import type { Sample } from './read-sample';

/** A quoted cell that is open so near the end of a sample is one that the cut went through. */
const OPEN_CELL_BYTES_MAX = 8 * 1024;
const LF = 0x0a;
const CR = 0x0d;

export interface OpenedSample {
  source: FileSource;
  shape: FileShape;
  /** Null for a format whose cells are not delimited. */
  dialect: Dialect | null;
  /** All of `source`, without a byte order mark; empty for Parquet. */
  text: string;
  isCut: boolean;
}

/**
 * @param definition says how the file is to be read
 * @throws LakeportError with a problem of the file
 */
export async function openSample(sample: Sample, definition: DatasetDefinition): Promise<OpenedSample> {
  const { isCut } = sample;
  const source = sampleFile(sample);
  const shape = await identifyFile(source, definition);
  if (shape.format === 'parquet') return { source, shape, dialect: null, text: '', isCut };
  const dialect = shape.format === 'csv' ? await resolveDialect(definition, source, shape) : null;
  const bytes = await decode(source, shape);
  const text = bytes.toString('utf8');
  if (!isCut) return { source, shape, dialect, text: withoutMark(text), isCut };
  if (shape.format === 'json') {
    const closed = closeCutArray(text);
    const file = sampleFile(sample, encodeText(closed, shape.encoding));
    return { source: file, shape, dialect, text: withoutMark(closed), isCut };
  }
  const end = wholeRecordsEnd(bytes, dialect);
  const plainBytes = sourceLengthOf(shape.encoding)?.(bytes, 0, end) ?? end;
  const file = sampleFile(sample, sample.plain.subarray(0, plainBytes));
  return { source: file, shape, dialect, text: withoutMark(bytes.toString('utf8', 0, end)), isCut };
}

async function decode(source: FileSource, shape: FileShape): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of openText(source, shape).bytes) parts.push(Uint8Array.from(part));
  return Buffer.concat(parts);
}

function withoutMark(text: string): string {
  return text.replace(/^\uFEFF/, '');
}

/** Where the last whole record of a text in UTF-8 ends. */
function wholeRecordsEnd(bytes: Buffer, dialect: Dialect | null): number {
  const starts = lineStarts(bytes);
  const end = starts.at(-1) ?? 0;
  // A file without a line break so far is one record, of which there is nothing better to show.
  if (end === 0) return bytes.length;
  if (dialect === null || dialect.quoteChar === '') return end;
  const broken = splitRecords(bytes.toString('utf8', 0, end), dialect)
    .filter(({ isBroken }) => isBroken)
    .map(({ line }) => starts[line - 1] ?? end);
  return broken.find((start) => end - start <= OPEN_CELL_BYTES_MAX) ?? end;
}

function lineStarts(bytes: Buffer): number[] {
  const starts = [0];
  for (let at = 0; at < bytes.length; at++) {
    const isBreak = bytes[at] === LF || (bytes[at] === CR && bytes[at + 1] !== LF);
    if (isBreak) starts.push(at + 1);
  }
  return starts;
}
