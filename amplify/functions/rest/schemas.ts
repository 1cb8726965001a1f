/** The shapes of the REST API, from which its OpenAPI document is made. */
import { z } from '@hono/zod-openapi';
import { countsSchema } from '../../../lib/counts';
import { importRecordSchema } from '../../../lib/lake/import-record';

// Made anew from the record's fields: only what is made after this `z` has been loaded can name itself in the document.
const countsShape = z.object(countsSchema.shape).openapi('Counts');

/** An import as the history keeps it, without where its bytes are and how they are being sent. */
export const importShape = z
  .object(importRecordSchema.omit({ objectKey: true, uploadId: true, partSizeBytes: true }).shape)
  // A union, since a nullable reference would lose its null in the document.
  .extend({ counts: z.union([countsShape, z.null()]) })
  .openapi('Import');

export const importPageShape = z
  .object({ items: z.array(importShape), cursor: z.string().nullable() })
  .openapi('ImportPage');

export const datasetShape = z
  .object({
    name: z.string(),
    title: z.string(),
    description: z.string().nullable(),
    version: z.number(),
    definition: z.record(z.string(), z.unknown()),
    updatedAt: z.string(),
    updatedBy: z.string(),
    rows: z.number().nullable(),
    anomalies: z.number().nullable(),
    lastImportAt: z.string().nullable(),
  })
  .openapi('Dataset');

export const recordPageShape = z
  .object({
    items: z.array(z.record(z.string(), z.unknown())),
    cursor: z.string().nullable(),
  })
  .openapi('RecordPage');

export const recordShape = z.record(z.string(), z.unknown()).openapi('Record');

export const rowProblemShape = z
  .object({
    file: z.string(),
    line: z.number(),
    byte_offset: z.number(),
    column: z.string().nullable(),
    code: z.string(),
    message: z.string(),
    raw: z.string(),
    suggestion: z.string().nullable(),
  })
  .openapi('RowProblem');

export const uploadShape = z
  .object({
    importId: z.string(),
    partSizeBytes: z.number(),
    partCount: z.number(),
    parts: z.array(z.object({ partNumber: z.number(), url: z.url() })),
  })
  .openapi('Upload');
