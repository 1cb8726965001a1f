import type { PreviewRequest } from '@/components/api/preview';

/** Enough for some thousand rows, and as Base64 well within what the API takes as one request. */
const SAMPLE_BYTES_MAX = 256 * 1024;
/** As many bytes as can be made characters in one call. */
const CHUNK_BYTES = 32 * 1024;

const ids = new WeakMap<File, number>();
let lastId = 0;

/** The beginning of a file, as the server looks at it. */
export function previewRequest(file: File): PreviewRequest {
  return {
    fileId: idOf(file),
    fileName: file.name,
    sizeBytes: file.size,
    readSample: async () => {
      const bytes = await file.slice(0, SAMPLE_BYTES_MAX).arrayBuffer();
      return toBase64(new Uint8Array(bytes));
    },
  };
}

function idOf(file: File): number {
  const known = ids.get(file);
  if (known !== undefined) return known;
  lastId += 1;
  ids.set(file, lastId);
  return lastId;
}

function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
    binary += String.fromCharCode(...bytes.subarray(at, at + CHUNK_BYTES));
  }
  return btoa(binary);
}
