/**
 * Which uploads are under way, kept over a reload of the page. A browser does not keep files themselves; name, size
 * and time of change tell that a file is the same one.
 */
import { z } from 'zod';
import type { UploadOptions } from '@/components/api/uploads';

const PREFIX = 'lakeport:upload:';

const rememberedSchema = z.object({
  importId: z.string(),
  dataset: z.string(),
  dryRun: z.boolean(),
  parentId: z.string().nullable(),
  fileName: z.string(),
  sizeBytes: z.number(),
  lastModified: z.number(),
  partSizeBytes: z.number().int().positive(),
});

export type RememberedUpload = z.infer<typeof rememberedSchema>;

/** Into which dataset an upload goes and what for. */
export interface UploadPlace extends UploadOptions {
  dataset: string;
}

function keyOf({ dataset, dryRun, parentId }: UploadPlace, file: File): string {
  const purpose = [...(dryRun ? ['check'] : []), ...(parentId ? [parentId] : [])].join('+');
  return `${PREFIX}${dataset}/${purpose}/${file.name}/${file.size}/${file.lastModified}`;
}

function read(key: string): RememberedUpload | null {
  const text = localStorage.getItem(key);
  if (text === null) return null;
  try {
    return rememberedSchema.parse(JSON.parse(text));
  } catch {
    // Written by another version: of no use, and not worth failing for.
    localStorage.removeItem(key);
    return null;
  }
}

const listeners = new Set<() => void>();
const NOTHING: readonly RememberedUpload[] = [];
let all: readonly RememberedUpload[] | null = null;

function changed(): void {
  all = null;
  for (const listener of listeners) listener();
}

export function isSameFile(remembered: RememberedUpload, file: File): boolean {
  return (
    remembered.fileName === file.name &&
    remembered.sizeBytes === file.size &&
    remembered.lastModified === file.lastModified
  );
}

export const uploadMemory = {
  find(place: UploadPlace, file: File): RememberedUpload | null {
    return read(keyOf(place, file));
  },
  remember(place: UploadPlace, file: File, upload: { importId: string; partSizeBytes: number }): void {
    const { dataset, dryRun, parentId } = place;
    const { importId, partSizeBytes } = upload;
    const { name: fileName, size: sizeBytes, lastModified } = file;
    const remembered: RememberedUpload = {
      ...{ importId, dataset, dryRun, parentId },
      ...{ fileName, sizeBytes, lastModified, partSizeBytes },
    };
    try {
      localStorage.setItem(keyOf(place, file), JSON.stringify(remembered));
    } catch {
      // The browser's storage is full or closed. The upload goes on all the same; only a reload would end it.
    }
    changed();
  },
  forget(place: UploadPlace, file: File): void {
    localStorage.removeItem(keyOf(place, file));
    changed();
  },
  forgetImport(importId: string): void {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(PREFIX) && read(key)?.importId === importId) localStorage.removeItem(key);
    }
    changed();
  },
  /** All uploads that were begun in this browser and not ended; the same array until that changes. */
  all(): readonly RememberedUpload[] {
    all ??= Object.keys(localStorage)
      .filter((key) => key.startsWith(PREFIX))
      .flatMap((key) => read(key) ?? []);
    return all;
  },
  /** What the server renders: it knows of no browser. */
  none: (): readonly RememberedUpload[] => NOTHING,
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    // Other tabs begin and end uploads too.
    window.addEventListener('storage', changed);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) window.removeEventListener('storage', changed);
    };
  },
};
