import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createGzip } from 'node:zlib';
import type { S3ObjectStore } from '../../aws/s3-object-store';
import type { ExportFormat } from '../../exports';

const CONTENT_TYPES: Record<ExportFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  ndjson: 'application/x-ndjson',
  parquet: 'application/vnd.apache.parquet',
};

interface StoreFileOptions {
  store: Pick<S3ObjectStore, 'putStream' | 'head'>;
  key: string;
  path: string;
  format: ExportFormat;
  gzip: boolean;
  /** Ends the work; nothing is stored then. */
  signal: AbortSignal;
  /** Hears the share of the file that has been read, and the bytes that came out of it. */
  onSent: (share: number, sizeBytes: number) => void;
}

/** Sends a local file to the bucket, compressed on the way where that is wanted; gives the size of the object. */
export async function storeFile(options: StoreFileOptions): Promise<number> {
  const { store, key, path, format, gzip } = options;
  const contentType = gzip ? 'application/gzip' : CONTENT_TYPES[format];
  let sentBytes = 0;
  const count = (bytes: number) => (sentBytes += bytes);
  await store.putStream(key, sentChunks(options, (await stat(path)).size, count), { contentType });
  const stored = await store.head(key);
  if (stored?.sizeBytes === sentBytes) return sentBytes;
  throw new Error(`${sentBytes} bytes of an export were sent and ${stored?.sizeBytes ?? 'none'} arrived.`);
}

async function* sentChunks(
  { path, gzip, signal, onSent }: StoreFileOptions,
  fileBytes: number,
  count: (bytes: number) => number,
): AsyncGenerator<Uint8Array> {
  const file = createReadStream(path, { signal });
  const zipped = gzip ? createGzip() : null;
  // `pipe` hands on no failure, and whoever reads the compressed bytes would wait for ever.
  file.on('error', (error) => zipped?.destroy(error));
  const stream: AsyncIterable<Buffer> = zipped ? file.pipe(zipped) : file;
  try {
    for await (const chunk of stream) {
      yield chunk;
      onSent(fileBytes === 0 ? 1 : file.bytesRead / fileBytes, count(chunk.byteLength));
    }
  } finally {
    file.destroy();
    zipped?.destroy();
  }
}
