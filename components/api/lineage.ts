import { z } from 'zod';
import { ask } from '@/components/api/client';
import type { RowPlace } from '@/components/api/change-rows';
import { jsonField } from '@/components/api/json-field';
import { pageColumnsSchema, type BrowsedZone } from '@/components/api/records';
import { IMPORT_KINDS } from '@/lib/lake/import-states';

const historySchema = z.object({
  columns: pageColumnsSchema,
  versions: z.array(
    z.object({
      importId: z.string(),
      kind: z.enum(IMPORT_KINDS),
      sequence: z.number(),
      committedAt: z.string(),
      fileName: z.string(),
      zone: z.string(),
      file: z.string().nullish(),
      line: z.number().nullish(),
      values: jsonField(z.array(z.unknown()).nullish()),
      current: z.boolean(),
      stands: z.boolean(),
    }),
  ),
});

/** What imports have said of the key of one row, newest first. */
export type RecordHistory = z.infer<typeof historySchema>;
export type RecordVersion = RecordHistory['versions'][number];

export async function getRecordHistory(
  dataset: string,
  zone: BrowsedZone,
  place: RowPlace,
): Promise<RecordHistory> {
  const { import: importId, file, line } = place;
  return historySchema.parse(
    await ask((client) => client.queries.getRecordHistory({ dataset, zone, importId, file, line })),
  );
}

const viewLineageSchema = z.array(
  z.object({ importId: z.string(), fileName: z.string(), rows: z.number(), anomalous: z.number() }),
);

/** The imports behind one row of a view, those of most rows first. */
export type ViewLineage = z.infer<typeof viewLineageSchema>;

export async function getViewLineage(
  dataset: string,
  view: string,
  group: Readonly<Record<string, unknown>>,
): Promise<ViewLineage> {
  return viewLineageSchema.parse(
    await ask((client) => client.queries.getViewLineage({ dataset, view, group: JSON.stringify(group) })),
  );
}
