import { open, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { withRetries, type PortalImport, type RestClient } from './rest-client';
import { waitForEnd } from './wait-for-end';

const PARALLEL_PARTS = 4;
/** Long enough for a part over a slow line. */
const PART_TIMEOUT_MS = 15 * 60 * 1000;

export interface ImportFileRequest {
  dataset: string;
  /** A local file. */
  filePath: string;
  /** The name it has in the portal; the file's own without it. */
  fileName?: string;
  /** Stop before the commit. */
  dryRun?: boolean;
  onUploaded?: (bytes: number) => void;
}

/** Uploads a file in parts and waits for the end of its import. An upload that fails is given up on the server as well. */
export async function importFile(client: RestClient, request: ImportFileRequest): Promise<PortalImport> {
  const file = await open(request.filePath);
  try {
    const { size } = await file.stat();
    const fileName = request.fileName ?? path.basename(request.filePath);
    const { dataset, dryRun = false } = request;
    const upload = await client.startUpload(dataset, { fileName, sizeBytes: size, dryRun });
    const { importId, partSizeBytes, partCount } = upload;
    const urls = new Map(upload.parts.map((part) => [part.partNumber, part.url]));
    const partNumbers = Array.from({ length: partCount }, (_, index) => index + 1).values();
    const worker = async () => {
      for (const partNumber of partNumbers) {
        const bytes = await readPart(file, partNumber, partSizeBytes, size);
        const known = urls.get(partNumber) ?? (await client.signParts(importId, [partNumber]))[0]?.url;
        if (!known) throw new Error(`The portal gave no address for part ${partNumber}.`);
        await putPart(known, bytes);
        request.onUploaded?.(bytes.length);
      }
    };
    try {
      await Promise.all(Array.from({ length: Math.min(PARALLEL_PARTS, partCount) }, worker));
    } catch (error) {
      await client.abortUpload(importId);
      throw error;
    }
    await client.completeUpload(importId);
    return await waitForEnd(client, importId);
  } finally {
    await file.close();
  }
}

async function readPart(
  file: FileHandle,
  partNumber: number,
  partSizeBytes: number,
  sizeBytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const start = (partNumber - 1) * partSizeBytes;
  const bytes = new Uint8Array(Math.min(partSizeBytes, sizeBytes - start));
  let filled = 0;
  while (filled < bytes.length) {
    const { bytesRead } = await file.read(bytes, filled, bytes.length - filled, start + filled);
    if (bytesRead === 0) throw new Error('The file became shorter while it was uploaded.');
    filled += bytesRead;
  }
  return bytes;
}

async function putPart(url: string, body: Uint8Array<ArrayBuffer>): Promise<void> {
  const response = await withRetries(() =>
    fetch(url, { method: 'PUT', body, signal: AbortSignal.timeout(PART_TIMEOUT_MS) }),
  );
  if (!response.ok) throw new Error(`The storage refused a part: HTTP ${response.status}.`);
}
