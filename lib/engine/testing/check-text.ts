/** Runs the real engine over a text in a test and reads its outputs back. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text as readText } from 'node:stream/consumers';
import { parseDefinition } from '../../dataset/definition';
import type { DatasetDefinition, DatasetDefinitionInput } from '../../dataset/definition';
import { openDuckDb, quoteLiteral } from '../../duckdb';
import type { DuckDb } from '../../duckdb';
import { checkFile } from '../check-file';
import type { CheckedFile, CheckOptions } from '../check-file';
import { rejectsCsv } from '../rejects';
import type { FileSource } from '../source/file-source';
import type { OutputPart } from '../staging/read-back';

/** Values as DuckDB's JSON has them: integers beyond 32 bits, dates and times are texts. */
export type Row = Record<string, unknown>;

export interface CheckedText {
  checked: CheckedFile;
  accepted: Row[];
  anomalies: Row[];
  /** One row a problem, in the order of the file. */
  rejects: Row[];
  rejectsCsv: string;
}

export type CheckTextOptions = Partial<
  Pick<CheckOptions, 'fileName' | 'limits' | 'onProgress' | 'signal'>
> & {
  /** Cuts the text into chunks of these sizes, over and over. */
  chunkBytes?: readonly number[];
};

export interface TextChecker {
  check(
    definition: DatasetDefinition,
    text: string | Buffer,
    options?: CheckTextOptions,
  ): Promise<CheckedText>;
  close(): Promise<void>;
}

/** A checker with an instance of DuckDB of its own; close it after the tests. */
export async function openTextChecker(): Promise<TextChecker> {
  const root = await mkdtemp(path.join(tmpdir(), 'lakeport-engine-'));
  const duckDb = await openDuckDb({ dirs: [root], threads: 2, preserveInsertionOrder: true });
  return {
    check: async (definition, text, options = {}) => {
      const workDir = await mkdtemp(path.join(root, 'check-'));
      const { chunkBytes, ...rest } = options;
      const source = bufferSource(Buffer.from(text), chunkBytes ?? [64 * 1024]);
      const checked = await checkFile({
        definition,
        fileName: 'file.csv',
        source,
        workDir,
        hashRows: true,
        duckDb,
        ...rest,
      });
      return {
        checked,
        accepted: await readParts(duckDb, checked.accepted),
        anomalies: await readParts(duckDb, checked.anomalies),
        rejects: await readParts(duckDb, checked.rejects, null),
        rejectsCsv: await readCsv(duckDb, checked.rejects, workDir),
      };
    },
    close: async () => {
      duckDb.close();
      await rm(root, { recursive: true, force: true });
    },
  };
}

/** A definition with the given fields, all else as it is by default. */
export function definitionOf(
  fields: DatasetDefinitionInput['schema']['fields'],
  more: Partial<DatasetDefinitionInput> & { primaryKey?: string[]; missingValues?: string[] } = {},
): DatasetDefinition {
  const { primaryKey, missingValues, ...rest } = more;
  const schema = { fields, ...(primaryKey && { primaryKey }), ...(missingValues && { missingValues }) };
  return parseDefinition({ name: 'test', schema, ...rest });
}

/** Bytes in memory as a file that comes in chunks of the given sizes, over and over. */
export function bufferSource(bytes: Buffer, chunkBytes: readonly number[]): FileSource {
  async function* chunks(piece: Buffer): AsyncGenerator<Uint8Array> {
    for (let at = 0, turn = 0; at < piece.length; turn++) {
      const size = Math.max(1, chunkBytes[turn % chunkBytes.length] ?? piece.length);
      yield piece.subarray(at, at + size);
      at += size;
    }
  }
  return {
    sizeBytes: bytes.length,
    open: (range) => chunks(range ? bytes.subarray(range.start, range.end) : bytes),
  };
}

async function readParts(
  duckDb: DuckDb,
  parts: readonly OutputPart[],
  order: string | null = '_line',
): Promise<Row[]> {
  if (parts.length === 0) return [];
  const connection = await duckDb.connect();
  try {
    const files = parts.map((part) => quoteLiteral(part.path)).join(', ');
    const result = await connection.runAndReadAll(
      `SELECT * FROM read_parquet([${files}]) ${order === null ? '' : `ORDER BY ${order}`}`,
    );
    return result.getRowObjectsJson();
  } finally {
    connection.closeSync();
  }
}

async function readCsv(duckDb: DuckDb, parts: readonly OutputPart[], dir: string): Promise<string> {
  const connection = await duckDb.connect();
  try {
    return await readText(rejectsCsv(connection, parts, dir));
  } finally {
    connection.closeSync();
  }
}
