import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { DatasetDefinition } from '../dataset/definition';
import type { Dialect } from '../dataset/dialect';
import type { DuckDb } from '../duckdb';
import type { OnStep } from './check-step';
import type { EngineLimits } from './limits';
import { repairAdvisor } from './repair-advisor';
import { scanObjects } from './scan/scan-objects';
import { scanParquet } from './scan/scan-parquet';
import { scanSegments } from './scan/scan-segments';
import type { ScanSummary } from './scan/scan-segments';
import type { ScannedSegment } from './scan/segment-series';
import type { FileSource } from './source/file-source';
import { identifyFile } from './source/identify-file';
import type { FileShape } from './source/identify-file';
import { openText } from './source/open-text';
import type { OpenText } from './source/open-text';
import { resolveDialect } from './resolve-dialect';
import { sourceLengthOf } from './source/source-length';

export interface PrepareFileInput {
  definition: DatasetDefinition;
  source: FileSource;
  scratchDir: string;
  duckDb: DuckDb;
  limits: EngineLimits;
  signal?: AbortSignal | undefined;
  onStep?: OnStep | undefined;
}

export interface PreparedFile {
  /** Null for a format whose cells are not delimited. */
  dialect: Dialect | null;
  /** Reads the file from its start; each time gives the same segments. */
  read(options?: { onWindow?: (rowsRead: number, bytesRead: number) => void }): FileReading;
}

export interface FileReading {
  segments: AsyncGenerator<ScannedSegment, ScanSummary>;
  /** Bytes received so far. */
  bytesRead(): number;
  /** Hex digest of the bytes as received; once all segments are read. */
  sha256(): string;
}

/**
 * Finds out what a file is, so that it can be read.
 * @throws LakeportError with a problem of the file.
 */
export async function prepareFile(input: PrepareFileInput): Promise<PreparedFile> {
  const { definition, source, scratchDir, limits, signal, onStep } = input;
  const shape = await identifyFile(source, definition);
  const dialect = shape.format === 'csv' ? await resolveDialect(definition, source, shape) : null;
  const suggestRepair = dialect
    ? repairAdvisor(definition, dialect, shape.head, limits.recordBytesMax)
    : undefined;
  return {
    dialect,
    read: ({ onWindow } = {}) => {
      const text = openText(source, shape);
      const options = {
        ...limits,
        definition,
        dir: scratchDir,
        signal,
        onStep,
        sourceLength: sourceLengthOf(shape.encoding),
        onWindow: (rows: number) => onWindow?.(rows, text.bytesRead()),
      };
      const segments = dialect
        ? scanSegments(text.bytes, { ...options, dialect, ...(suggestRepair && { suggestRepair }) })
        : scanOther(input, shape, text, options);
      const { bytesRead, sha256 } = text;
      return { segments: closing(segments, text), bytesRead, sha256 };
    },
  };
}

async function* scanOther(
  { duckDb, scratchDir }: PrepareFileInput,
  { format, head }: FileShape,
  text: OpenText,
  options: Omit<Parameters<typeof scanObjects>[1], 'format' | 'head'>,
): AsyncGenerator<ScannedSegment, ScanSummary> {
  if (format !== 'parquet') {
    return yield* scanObjects(text.bytes, {
      ...options,
      format: format === 'json' ? 'json' : 'ndjson',
      head,
    });
  }
  const file = path.join(scratchDir, 'received.parquet');
  await pipeline(Readable.from(copies(text.bytes), { objectMode: false }), createWriteStream(file));
  const connection = await duckDb.connect();
  try {
    return yield* scanParquet(connection, file, options);
  } finally {
    connection.closeSync();
  }
}

/** A chunk is good until the next one is asked for, which a stream does ahead of its use. */
async function* copies(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) yield Uint8Array.from(chunk);
}

/** Lets go of the source also when reading is given up. */
async function* closing(
  segments: AsyncGenerator<ScannedSegment, ScanSummary>,
  text: OpenText,
): AsyncGenerator<ScannedSegment, ScanSummary> {
  try {
    return yield* segments;
  } finally {
    text.close();
  }
}
