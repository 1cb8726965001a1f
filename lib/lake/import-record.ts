/** One row of the import history: who brought which bytes when, and what became of them. */
import { z } from 'zod';
import { countsSchema, effectSchema } from '../counts';
import { IMPORT_KINDS, IMPORT_SOURCES, IMPORT_STAGES, IMPORT_STATES } from './import-states';

const count = z.number().int().nonnegative();

export const importRecordSchema = z.object({
  id: z.string(),
  dataset: z.string(),
  fileName: z.string(),
  source: z.enum(IMPORT_SOURCES),
  kind: z.enum(IMPORT_KINDS).default('load'),
  /** The import that this one undoes, replays, or whose refused rows it brings again. */
  parentId: z.string().nullable().default(null),
  /** The first import of the chain of parents; an import without a parent is its own. */
  rootId: z.string().nullable().default(null),
  /** Whether it stops before the commit, as CHECKED, until somebody confirms it. */
  dryRun: z.boolean().default(false),
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
  /** S3's entity tag and version of the object, once it is there. */
  etag: z.string().nullable().default(null),
  versionId: z.string().nullable().default(null),
  /** An earlier import of the same bytes under the same definition, by which this one was answered. */
  sameAs: z.string().nullable().default(null),
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
  /** What an undo, a replay, a deletion or a review did to rows of other imports. */
  effect: effectSchema.nullable().default(null),
  /** What committing is expected to take, after a dry run; US dollars. */
  estimate: z.object({ seconds: z.number(), dollars: z.number() }).nullable().default(null),
  /** The import that took this one back, while UNDONE. */
  undoneBy: z.string().nullable().default(null),
  /** Why somebody dismissed or released rows, in their words. */
  note: z.string().nullable().default(null),
  /** How many times it has been started. */
  attempts: count.default(0),
  /** The commit's sequence in its dataset, once SUCCEEDED. */
  sequence: z.number().int().positive().nullable(),
  /** The multipart upload, while UPLOADING. */
  uploadId: z.string().nullable(),
  partSizeBytes: z.number().int().positive().nullable(),
});

export type ImportRecord = z.infer<typeof importRecordSchema>;
