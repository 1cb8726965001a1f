import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import { retentionDays } from '../dataset/retention';
import type { DuckDb } from '../duckdb';
import { encodeText, encodingMark } from '../engine/refused/encode-text';
import { refusedHeader, refusedLine } from '../engine/refused/refused-text';
import { refusedFileKey } from '../lake/keys';
import type { ObjectStore } from '../lake/object-store';
import type { PartCache } from '../lake/part-cache';
import { streamRefusedRows } from '../lake/query/refused-rows';
import type { RefusedOfImport } from './open-refused';

export interface RefusedFileDeps {
  store: Pick<ObjectStore, 'head' | 'putFile'>;
  cache: PartCache;
  /** May read the cache's folder. */
  db: DuckDb;
  workDir: string;
}

/** Stores the refused rows in the format of their file, unless that has been done before. */
export async function makeRefusedFile(
  deps: RefusedFileDeps,
  refused: RefusedOfImport,
): Promise<{ key: string; extension: string }> {
  const { record, storedUnder, columns } = refused;
  const extension = columns.dialect === null ? 'ndjson' : 'csv';
  const key = refusedFileKey(record.dataset, storedUnder, extension);
  if (!(await deps.store.head(key))) await writeFile(deps, refused, key);
  return { key, extension };
}

/** Row by row, so that memory is bounded however many there are. */
async function writeFile(deps: RefusedFileDeps, refused: RefusedOfImport, key: string): Promise<void> {
  const { record, storedUnder, columns, definition } = refused;
  await mkdir(deps.workDir, { recursive: true });
  const file = path.join(deps.workDir, `refused-${randomUUID()}`);
  const output = createWriteStream(file);
  try {
    output.write(encodingMark(columns.encoding));
    output.write(encodeText(refusedHeader(columns), columns.encoding));
    await streamRefusedRows({ ...deps, dataset: record.dataset, importId: storedUnder }, async (rows) => {
      const text = rows.map((row) => refusedLine(row, columns)).join('');
      if (!output.write(encodeText(text, columns.encoding))) await once(output, 'drain');
    });
    output.end();
    await finished(output);
    await deps.store.putFile(key, file, {
      contentType: columns.dialect === null ? 'application/x-ndjson' : 'text/csv',
      retentionDays: retentionDays(definition, 'rejects'),
    });
  } finally {
    output.destroy();
    await rm(file, { force: true });
  }
}
