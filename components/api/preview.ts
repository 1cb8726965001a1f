import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { ask } from '@/components/api/client';
import { filePreviewSchema } from '@/components/api/file-preview';
import { jsonField } from '@/components/api/json-field';

const matchSchema = z.object({
  dataset: z.string(),
  title: z.string(),
  score: z.number(),
  missing: z.array(z.string()),
  extra: z.array(z.string()),
  aliases: jsonField(z.record(z.string(), z.string())),
});

const previewSchema = filePreviewSchema.extend({ matches: z.array(matchSchema) });

/** How well a file's columns fit a dataset; 1 is a header with all its fields and nothing else. */
export type DatasetMatch = z.infer<typeof matchSchema>;

/** A file before it is sent: its first rows, and into which datasets they fit. */
export type UploadPreview = z.infer<typeof previewSchema>;

export interface PreviewRequest {
  /** Tells one file from another of the same name. */
  fileId: number;
  fileName: string;
  sizeBytes: number;
  /** The first bytes in Base64, read when they are needed. */
  readSample: () => Promise<string>;
}

interface PreviewContext {
  /** The one whose definition the file is checked under; null to find out which it fits. */
  dataset: string | null;
  /** The versions of what it is compared with: with another one the answer is another. */
  versions: string;
}

/** What the server makes of a file, under a dataset's definition or by itself. */
export function previewQuery(
  { fileId, fileName, sizeBytes, readSample }: PreviewRequest,
  { dataset, versions }: PreviewContext,
) {
  return queryOptions({
    queryKey: ['preview', dataset, versions, fileId],
    queryFn: async (): Promise<UploadPreview> => {
      const sample = await readSample();
      return previewSchema.parse(
        await ask((client) => client.queries.previewFile({ fileName, sizeBytes, sample, dataset })),
      );
    },
    placeholderData: keepPreviousData,
    staleTime: Infinity,
  });
}

/** Takes other names for a dataset's columns into its definition, which becomes a new version. */
export async function rememberAliases(
  dataset: string,
  aliases: Readonly<Record<string, string>>,
): Promise<void> {
  await ask((client) => client.mutations.rememberAliases({ dataset, aliases: JSON.stringify(aliases) }));
}
