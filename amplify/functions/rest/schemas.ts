/** The shapes of the REST API, from which its OpenAPI document is made. */
import { z } from '@hono/zod-openapi';
import { IMPORT_SOURCES, IMPORT_STAGES, IMPORT_STATES } from '../../../lib/lake/import-states';

const countsShape = z
  .object({
    received: z.number(),
    accepted: z.number(),
    anomalous: z.number(),
    rejected: z.number(),
    blank: z.number(),
    inserted: z.number().nullable(),
    updated: z.number().nullable(),
    unchanged: z.number().nullable(),
    bytes: z.number(),
    seconds: z.number(),
    rowsPerSecond: z.number(),
  })
  .openapi('Counts');

export const importShape = z
  .object({
    id: z.string(),
    dataset: z.string(),
    fileName: z.string(),
    source: z.enum(IMPORT_SOURCES),
    state: z.enum(IMPORT_STATES),
    stage: z.enum(IMPORT_STAGES).nullable(),
    createdAt: z.string(),
    createdBy: z.string(),
    startedAt: z.string().nullable(),
    finishedAt: z.string().nullable(),
    sizeBytes: z.number(),
    sha256: z.string().nullable(),
    definitionVersion: z.number(),
    bytesRead: z.number(),
    rowsRead: z.number(),
    counts: countsShape.nullable(),
    problems: z.record(z.string(), z.number()).nullable(),
    missing: z.record(z.string(), z.number()).nullable(),
    error: z.object({ code: z.string(), message: z.string() }).nullable(),
    sequence: z.number().nullable(),
  })
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
