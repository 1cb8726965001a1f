/** Runs the real engine over a text in a test and reads its outputs back. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseDefinition } from '../../dataset/definition';
import type { DatasetDefinition, DatasetDefinitionInput } from '../../dataset/definition';
import { openDuckDb, quoteLiteral } from '../../duckdb';
import type { DuckDb } from '../../duckdb';
import { checkFile } from '../check-file';
import type { CheckedFile, CheckOptions } from '../check-file';
import type { OutputPart } from '../staging/read-back';

/** Values as DuckDB's JSON has them: integers beyond 32 bits, dates and times are texts. */
export type Row = Record<string, unknown>;

export interface CheckedText {
  checked: CheckedFile;
  accepted: Row[];
  anomalies: Row[];
  /** Rows of rejects.parquet, in its order. */
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
      const source = chunksOf(Buffer.from(text), chunkBytes ?? [64 * 1024]);
      const checked = await checkFile({ definition, fileName: 'file.csv', source, workDir, duckDb, ...rest });
      return {
        checked,
        accepted: await readParts(duckDb, checked.accepted),
        anomalies: await readParts(duckDb, checked.anomalies),
        rejects: checked.rejects ? await readRows(duckDb, [checked.rejects.parquet], 'line') : [],
        rejectsCsv: checked.rejects ? await readFile(checked.rejects.csv, 'utf8') : '',
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

async function* chunksOf(bytes: Buffer, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const size = Math.max(1, sizes[turn % sizes.length] ?? bytes.length);
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

async function readParts(duckDb: DuckDb, parts: readonly OutputPart[]): Promise<Row[]> {
  if (parts.length === 0) return [];
  return readRows(
    duckDb,
    parts.map((part) => part.path),
    '_line',
  );
}

async function readRows(duckDb: DuckDb, paths: readonly string[], order: string): Promise<Row[]> {
  const connection = await duckDb.connect();
  try {
    const files = paths.map(quoteLiteral).join(', ');
    const result = await connection.runAndReadAll(`SELECT * FROM read_parquet([${files}]) ORDER BY ${order}`);
    return result.getRowObjectsJson();
  } finally {
    connection.closeSync();
  }
}
