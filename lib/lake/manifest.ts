/**
 * One commit of one dataset: which parts it adds and which older rows it replaces. A manifest is put once
 * (`If-None-Match: *`) under the next free sequence, which makes the commit atomic and puts concurrent
 * imports in an order, as in the transaction logs of Delta Lake and Apache Iceberg.
 */
import { z } from 'zod';
import { countsSchema } from '../counts';

const partSchema = z.object({
  key: z.string(),
  /** Key and content hash of each row of the part, in the part's order. */
  keysKey: z.string(),
  rows: z.number().int().nonnegative(),
  bytes: z.number().int().nonnegative(),
});

const zoneCommitSchema = z.object({
  parts: z.array(partSchema),
  /** Rows of older parts that no longer count: object key of `(part_key, row)`, and how many. */
  superseded: z.object({ key: z.string(), rows: z.number().int().positive() }).nullable(),
});

export type ZoneCommit = z.infer<typeof zoneCommitSchema>;
export type Part = z.infer<typeof partSchema>;

export const manifestSchema = z.object({
  dataset: z.string(),
  sequence: z.number().int().positive(),
  importId: z.string(),
  fileName: z.string(),
  definitionVersion: z.number().int().positive(),
  committedAt: z.string(),
  sha256: z.string(),
  counts: countsSchema,
  silver: zoneCommitSchema,
  anomalies: zoneCommitSchema,
  /**
   * Least and greatest text of each primary key column over both zones; an import whose range is disjoint
   * can share no key with this one. Null when the dataset has no key or nothing was written.
   */
  keyRange: z.record(z.string(), z.tuple([z.string(), z.string()])).nullable(),
});

export type Manifest = z.infer<typeof manifestSchema>;
