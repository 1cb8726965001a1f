import { z } from 'zod';
import { ask } from '@/components/api/client';
import { jsonField } from '@/components/api/json-field';
import { datasetDefinitionSchema } from '@/lib/dataset/definition';
import { COLUMN_TYPES, type LakeColumn } from '@/lib/lake/columns';

const columnSchema = z.object({
  name: z.string(),
  type: z.enum(COLUMN_TYPES),
  unit: z.string().nullish(),
  title: z.string().nullish(),
  description: z.string().nullish(),
});

const datasetSchema = z.object({
  name: z.string(),
  title: z.string(),
  description: z.string().nullish(),
  version: z.number(),
  definition: jsonField(datasetDefinitionSchema),
  columns: jsonField(z.array(columnSchema)),
  updatedAt: z.string(),
  updatedBy: z.string(),
  rows: z.number().nullish(),
  anomalies: z.number().nullish(),
  bytes: z.number().nullish(),
  lastImportAt: z.string().nullish(),
  /** The last commit that is counted here and summed up in the views; null before the first. */
  publishedSequence: z.number().nullish(),
  /** Rows that look-up by key still lacks of the last commit. */
  recordsBehind: z.number().nullish(),
});

export type Dataset = z.infer<typeof datasetSchema>;
export type DatasetColumn = Dataset['columns'][number];

const presetSchema = z.object({
  name: z.string(),
  title: z.string(),
  description: z.string().nullish(),
  definition: jsonField(datasetDefinitionSchema),
});

/** A ready-made dataset that can be added as it is. */
export type Preset = z.infer<typeof presetSchema>;

export async function listDatasets(): Promise<Dataset[]> {
  const datasets = await ask((client) => client.queries.listDatasets());
  return datasets.map((dataset) => datasetSchema.parse(dataset));
}

export async function getDataset(name: string): Promise<Dataset> {
  return datasetSchema.parse(await ask((client) => client.queries.getDataset({ name })));
}

export async function listPresets(): Promise<Preset[]> {
  const presets = await ask((client) => client.queries.listPresets());
  return presets.map((preset) => presetSchema.parse(preset));
}

/**
 * Adds a dataset, or a new version of it. `baseVersion` is the version that was edited, 0 for a new dataset; another
 * one by now is a `definition-conflict`.
 */
export async function saveDataset(definition: unknown, baseVersion: number): Promise<Dataset> {
  const saved = await ask((client) =>
    client.mutations.saveDataset({ definition: JSON.stringify(definition), baseVersion }),
  );
  return datasetSchema.parse(saved);
}

/** The columns as the lake's filters know them. */
export function lakeColumns(dataset: Dataset): LakeColumn[] {
  return dataset.columns.map(({ name, type, unit, title }) => ({
    name,
    type,
    unit: unit ?? undefined,
    title: title ?? undefined,
  }));
}
