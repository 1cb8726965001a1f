/** The shapes of the REST API, from which its OpenAPI document is made. */
import { z } from '@hono/zod-openapi';
import { countsSchema } from '../../../lib/counts';
import { importRecordSchema } from '../../../lib/lake/import-record';
import { ROW_ZONES } from '../../../lib/lake/keys';
import { rowLineageSchema } from '../../../lib/lake/selection/selection';

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
    /** Rows that are not shown because their part has expired; null when none has. */
    expiredRows: z.number().nullish(),
  })
  .openapi('RecordPage');

export const recordShape = z.record(z.string(), z.unknown()).openapi('Record');

const rowProblemShape = z
  .object({
    file: z.string(),
    line: z.number(),
    byte_offset: z.number(),
    column: z.string().nullable(),
    code: z.string(),
    message: z.string(),
    raw: z.string(),
    suggestion: z.string().nullable(),
    /** The record's cells in the order of the columns. */
    cells: z.array(z.string()).nullable(),
  })
  .openapi('RowProblem');

export const rejectPageShape = z
  .object({
    items: z.array(rowProblemShape),
    cursor: z.string().nullable(),
    /** Names of the file's columns; null when the file is no longer in bronze. */
    columns: z.array(z.string()).nullable(),
  })
  .openapi('RejectPage');

const columnShape = z.looseObject({ name: z.string(), type: z.string() });

export const recordHistoryShape = z
  .object({
    columns: z.array(columnShape),
    versions: z.array(
      z.object({
        importId: z.string(),
        kind: z.string(),
        sequence: z.number(),
        committedAt: z.string(),
        fileName: z.string(),
        zone: z.enum(ROW_ZONES),
        file: z.string().nullable(),
        line: z.number().nullable(),
        /** In the order of the columns; null where the import removed the row. */
        values: z.array(z.unknown()).nullable(),
        current: z.boolean(),
        stands: z.boolean(),
      }),
    ),
  })
  .openapi('RecordHistory');

export const viewLineageShape = z
  .object({ importId: z.string(), fileName: z.string(), rows: z.number(), anomalous: z.number() })
  .openapi('ViewLineage');

const noteShape = { note: z.string().optional() };

export const selectionShape = z
  .union([
    z.object({ rows: z.array(rowLineageSchema), ...noteShape }),
    z.object({
      filters: z.array(z.record(z.string(), z.unknown())),
      search: z.string().optional(),
      ...noteShape,
    }),
  ])
  .openapi('Selection', {
    description:
      'Rows by where they came from, or `{"column", "op", "value"}` filters; no filters are all rows.',
  });

export const uploadShape = z
  .object({
    importId: z.string(),
    partSizeBytes: z.number(),
    partCount: z.number(),
    parts: z.array(z.object({ partNumber: z.number(), url: z.url() })),
  })
  .openapi('Upload');
