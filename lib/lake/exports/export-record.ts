/** An export as it is kept: what was asked, how far it is, and how it ended. */
import { z } from 'zod';
import { EXPORT_FORMATS, EXPORT_STATES } from '../../exports';
import { ROW_ZONES } from '../keys';

const exportQuestionSchema = z.object({
  zone: z.enum(ROW_ZONES),
  /** Names of columns and lineage, in the order of the file. */
  columns: z.array(z.string()).min(1),
  /** Checked again against the columns when the export runs. */
  filters: z.array(z.unknown()),
  search: z.string(),
  /** `-date,station` */
  sort: z.string(),
});

export type ExportQuestion = z.infer<typeof exportQuestionSchema>;

export const exportRecordSchema = z.object({
  id: z.string(),
  dataset: z.string(),
  /** The commit and the version of the definition at which it was asked for: a second try writes the same rows. */
  sequence: z.number().int().nonnegative(),
  definitionVersion: z.number().int(),
  question: exportQuestionSchema,
  format: z.enum(EXPORT_FORMATS),
  gzip: z.boolean(),
  fileName: z.string(),
  state: z.enum(EXPORT_STATES),
  createdAt: z.string(),
  createdBy: z.string(),
  finishedAt: z.string().nullable(),
  rowsTotal: z.number().nullable(),
  /** Rows whose bytes are in the bucket; by the share of the bytes until the last one is. */
  rowsWritten: z.number(),
  sizeBytes: z.number().nullable(),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
  /** Until when it can be downloaded; null before its end. */
  expiresAt: z.string().nullable(),
});

export type ExportRecord = z.infer<typeof exportRecordSchema>;
