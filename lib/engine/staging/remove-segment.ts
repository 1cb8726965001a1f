import { rm } from 'node:fs/promises';
import type { Segment } from '../scan/segment-file';

/** Removes the files of a segment whose rows have been written. */
export async function removeSegment({ path, brokenPath }: Segment): Promise<void> {
  await rm(path);
  if (brokenPath !== null) await rm(brokenPath);
}
