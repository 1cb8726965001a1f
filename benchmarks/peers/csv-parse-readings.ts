/** csv-parse as a contender. With `--lines` it is asked for the line of each record, which costs it time. */
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { parse } from 'csv-parse';
import type { Info } from 'csv-parse';
import { runAsContender } from '../contender-process';
import type { ContenderWork } from '../contender-process';
import { ReadingOutputs } from './reading-outputs';

const READ_CHUNK_BYTES = 256 * 1024;

await runAsContender(process.argv.includes('--lines') ? readWithLines : readWithoutLines);

async function readWithoutLines(input: string, outDir: string): Promise<ContenderWork> {
  const outputs = new ReadingOutputs(outDir);
  let record = 1;
  await readRecords<string[]>(input, false, (cells) => {
    record += 1;
    outputs.take(cells, record);
  });
  return { counts: outputs.finish() };
}

async function readWithLines(input: string, outDir: string): Promise<ContenderWork> {
  const outputs = new ReadingOutputs(outDir);
  await readRecords<{ info: Info; record: string[] }>(input, true, ({ info, record }) => {
    outputs.take(record, info.lines);
  });
  return { counts: outputs.finish() };
}

/** `T` is what csv-parse gives for each record: its cells, or its cells and `info`. */
async function readRecords<T>(input: string, info: boolean, take: (record: T) => void): Promise<void> {
  const parser = parse({ bom: true, from: 2, info, relax_column_count: true, skip_empty_lines: true });
  parser.on('readable', () => {
    let record: T | null;
    while ((record = parser.read()) !== null) take(record);
  });
  await pipeline(createReadStream(input, { highWaterMark: READ_CHUNK_BYTES }), parser);
}
