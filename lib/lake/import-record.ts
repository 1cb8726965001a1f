/** One row of the import history: who brought which bytes when, and what became of them. */
import { z } from 'zod';
import { countsSchema } from '../counts';
import { IMPORT_SOURCES, IMPORT_STAGES, IMPORT_STATES } from './import-states';

const count = z.number().int().nonnegative();

export const importRecordSchema = z.object({
  id: z.string(),
  dataset: z.string(),
  fileName: z.string(),
  source: z.enum(IMPORT_SOURCES),
  state: z.enum(IMPORT_STATES),
  stage: z.enum(IMPORT_STAGES).nullable(),
  /** ISO 8601 UTC, as every time here. */
  createdAt: z.string(),
  /** E-mail address of the person, or the name of the program. */
  createdBy: z.string(),
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
  updatedAt: z.string(),
  /** Key of the object in bronze. */
  objectKey: z.string(),
  sizeBytes: count,
  sha256: z.string().nullable(),
  definitionVersion: z.number().int().positive(),
  /** Bytes of the file read so far and records found in them, while RUNNING. */
  bytesRead: count,
  rowsRead: count,
  counts: countsSchema.nullable(),
  /** Problem code → number of problems. */
  problems: z.record(z.string(), count).nullable(),
  /** Missing values per column among the accepted and flagged rows. */
  missing: z.record(z.string(), count).nullable(),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
  /** The commit's sequence in its dataset, once SUCCEEDED. */
  sequence: z.number().int().positive().nullable(),
  /** The multipart upload, while UPLOADING. */
  uploadId: z.string().nullable(),
  partSizeBytes: z.number().int().positive().nullable(),
});

export type ImportRecord = z.infer<typeof importRecordSchema>;
