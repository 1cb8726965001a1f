/** PapaParse as a contender. It tells no line numbers, so rows are counted. */
import { createReadStream } from 'node:fs';
import papaparse from 'papaparse';
import { runAsContender } from '../contender-process';
import type { ContenderWork } from '../contender-process';
import { ReadingOutputs } from './reading-outputs';

const READ_CHUNK_BYTES = 256 * 1024;

await runAsContender(readReadings);

async function readReadings(input: string, outDir: string): Promise<ContenderWork> {
  const outputs = new ReadingOutputs(outDir);
  let record = 0;
  await new Promise<void>((resolve, reject) => {
    papaparse.parse<string[]>(createReadStream(input, { highWaterMark: READ_CHUNK_BYTES }), {
      delimiter: ',',
      skipEmptyLines: true,
      // Whole chunks at a time cost less than a call for each row.
      chunk: ({ data }) => {
        for (const cells of data) {
          record += 1;
          if (record > 1) outputs.take(cells, record);
        }
      },
      complete: () => resolve(),
      error: reject,
    });
  });
  return { counts: outputs.finish() };
}
