import type { Sample } from '@/components/api/definitions';

/** Enough for thousands of rows, and little enough to be sent with each check. */
const SAMPLE_BYTES = 128 * 1024;

let lastId = 0;

/**
 * The beginning of a file as a sample.
 * @throws Error with words for the user when the file is empty or cannot be read.
 */
export async function readSampleFile(file: File): Promise<Sample> {
  if (file.size === 0) throw new Error(`${file.name} is empty. Choose a file with at least a few rows.`);
  const bytes = await file
    .slice(0, SAMPLE_BYTES)
    .arrayBuffer()
    .catch((cause: unknown) => {
      throw new Error(`${file.name} could not be read. It may have been moved or changed; choose it again.`, {
        cause,
      });
    });
  lastId += 1;
  return { id: lastId, fileName: file.name, sizeBytes: file.size, base64: base64Of(new Uint8Array(bytes)) };
}

function base64Of(bytes: Uint8Array): string {
  // In pieces, as a call takes a limited number of arguments.
  const pieces: string[] = [];
  for (let at = 0; at < bytes.length; at += 8192) {
    pieces.push(String.fromCharCode(...bytes.subarray(at, at + 8192)));
  }
  return btoa(pieces.join(''));
}
