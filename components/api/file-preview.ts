import { z } from 'zod';
import { jsonField } from '@/components/api/json-field';
import { pageColumnsSchema } from '@/components/api/records';
import { countsSchema } from '@/lib/counts';

const tableSchema = z.object({ columns: pageColumnsSchema, rows: z.array(z.array(z.unknown())) });

export type SampleTable = z.infer<typeof tableSchema>;

const rejectSchema = z.object({
  file: z.string(),
  line: z.number(),
  byteOffset: z.number(),
  column: z.string().nullish(),
  code: z.string(),
  message: z.string(),
  raw: z.string(),
  cells: jsonField(z.array(z.string()).nullish()),
  suggestion: jsonField(z.array(z.string()).nullish()),
});

const sampleCheckSchema = z.object({
  counts: countsSchema,
  problems: jsonField(z.record(z.string(), z.number())),
  rejects: z.array(rejectSchema),
  accepted: jsonField(tableSchema),
  anomalies: jsonField(tableSchema),
  views: jsonField(z.array(tableSchema.extend({ name: z.string() }))),
});

export type SampleCheck = z.infer<typeof sampleCheckSchema>;

export const filePreviewSchema = z.object({
  fileName: z.string(),
  format: z.string(),
  compression: z.string().nullish(),
  encoding: z.string().nullish(),
  dialect: jsonField(z.unknown()),
  columns: jsonField(
    z.array(z.object({ label: z.string(), type: z.string().nullish(), field: z.string().nullish() })),
  ),
  rows: jsonField(z.array(z.object({ line: z.number(), cells: z.array(z.string()) }))),
  definition: jsonField(z.unknown()),
  notes: jsonField(
    z.array(z.object({ place: z.string(), confidence: z.number(), sentence: z.string() })).nullish(),
  ),
  check: sampleCheckSchema.nullish(),
  error: z.object({ code: z.string(), message: z.string() }).nullish(),
  cut: z.boolean(),
});

/** What the engine makes of the first bytes of a file. */
export type FilePreview = z.infer<typeof filePreviewSchema>;
export type PreviewNote = NonNullable<FilePreview['notes']>[number];
