import { z } from 'zod';
import { ask } from '@/components/api/client';
import { parseImport, type Import } from '@/components/api/imports';

const uploadSchema = z.object({
  importId: z.string(),
  partSizeBytes: z.number().int().positive(),
  /** 0 for an empty file, which is complete as it is. */
  partCount: z.number().int().nonnegative(),
});

export type Upload = z.infer<typeof uploadSchema>;

export interface UploadOptions {
  /** Only see what the file would change; it is committed when somebody confirms it. */
  dryRun: boolean;
  /** The import whose refused rows the file brings again. */
  parentId: string | null;
}

export async function createUpload(
  dataset: string,
  fileName: string,
  sizeBytes: number,
  options: UploadOptions,
): Promise<Upload> {
  return uploadSchema.parse(
    await ask((client) =>
      client.mutations.createUpload({ dataset, fileName, sizeBytes, source: 'browser', ...options }),
    ),
  );
}

/** Addresses to put the parts to, by part number; each is good for a few minutes. */
export async function signParts(importId: string, partNumbers: number[]): Promise<Map<number, string>> {
  const parts = await ask((client) => client.mutations.signParts({ importId, partNumbers }));
  return new Map(parts.map(({ partNumber, url }) => [partNumber, url]));
}

/** The parts that the storage has, with their sizes in bytes. */
export async function listParts(importId: string): Promise<Map<number, number>> {
  const parts = await ask((client) => client.queries.listParts({ importId }));
  return new Map(parts.map(({ partNumber, sizeBytes }) => [partNumber, sizeBytes]));
}

export async function completeUpload(importId: string): Promise<Import> {
  return parseImport(await ask((client) => client.mutations.completeUpload({ importId })));
}
