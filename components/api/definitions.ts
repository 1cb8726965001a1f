import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { ask } from '@/components/api/client';
import { filePreviewSchema, type FilePreview } from '@/components/api/file-preview';
import { jsonField } from '@/components/api/json-field';
import { keys } from '@/components/api/queries';
import { datasetDefinitionSchema } from '@/lib/dataset/definition';

/** The beginning of a file, as definitions are tried on it. */
export interface Sample {
  /** Tells one sample from another; two of one name may differ. */
  id: number;
  fileName: string;
  sizeBytes: number;
  base64: string;
}

const versionSchema = z.object({
  version: z.number(),
  definition: jsonField(datasetDefinitionSchema),
  savedAt: z.string(),
  savedBy: z.string(),
});

export type DatasetVersion = z.infer<typeof versionSchema>;

const checkSchema = z.object({
  issues: z.array(z.object({ path: z.string(), message: z.string() })),
  preview: filePreviewSchema.nullish(),
});

export type DefinitionCheck = z.infer<typeof checkSchema>;

/** Every version of a definition, newest first. */
export function datasetVersionsQuery(name: string) {
  return queryOptions({
    queryKey: [...keys.datasets, 'versions', name],
    queryFn: async () => {
      const versions = await ask((client) => client.queries.listDatasetVersions({ name }));
      return versions.map((version) => versionSchema.parse(version));
    },
  });
}

/** A definition guessed from a sample. */
export async function inferFromSample(sample: Sample): Promise<FilePreview> {
  const { fileName, sizeBytes, base64 } = sample;
  return filePreviewSchema.parse(
    await ask((client) => client.queries.previewFile({ fileName, sizeBytes, sample: base64 })),
  );
}

/** A definition, whatever is wrong with it, checked and, with a sample, tried on it. */
export function definitionCheckQuery(definition: unknown, sample: Sample | null) {
  const text = JSON.stringify(definition);
  return queryOptions({
    queryKey: ['definition-check', text, sample?.id ?? null],
    queryFn: async (): Promise<DefinitionCheck> => {
      const given = sample && {
        fileName: sample.fileName,
        sizeBytes: sample.sizeBytes,
        sample: sample.base64,
      };
      const check = await ask((client) => client.queries.checkDefinition({ definition: text, ...given }));
      return checkSchema.parse(check);
    },
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    // Each version of what is being typed is a query of its own.
    gcTime: 30_000,
  });
}
