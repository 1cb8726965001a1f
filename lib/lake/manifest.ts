/**
 * One commit of one dataset: which parts it adds and which older rows it replaces. A manifest is put once
 * (`If-None-Match: *`) under the next free sequence, which makes the commit atomic and puts concurrent
 * imports in an order, as in the transaction logs of Delta Lake and Apache Iceberg.
 *
 * What a commit says about a key (its rows, the rows it confirms, the keys it deletes) is an assertion. The current
 * row of a key is the last assertion, by `place`, of the imports that stand.
 */
import { z } from 'zod';
import { countsSchema, effectSchema } from '../counts';
import { IMPORT_KINDS } from './import-states';

const count = z.number().int().nonnegative();

const partSchema = z.object({
  key: z.string(),
  /** Key and content hash of each row of the part, in the part's order. */
  keysKey: z.string(),
  rows: count,
  bytes: count,
  /**
   * The rows are of several imports, each row naming its own in a column `_import`: rows that an undo brought back,
   * or small parts put together. Such a part asserts nothing by itself.
   */
  mixed: z.boolean().default(false),
});

/** An object that lists something, and how many rows it has. */
const listSchema = z.object({ key: z.string(), rows: z.number().int().positive() });

const zoneCommitSchema = z.object({
  parts: z.array(partSchema),
  /** `(part_key, row)`: rows that no longer count, of older parts or, in a replay, of its own. */
  superseded: listSchema.nullable(),
  /** `(part_key, row)`: current rows that equal a row of this import, which was therefore not written. */
  confirmed: listSchema.nullable().default(null),
  /** `(_key)`: keys that have no row in this zone since this commit. */
  deleted: listSchema.nullable().default(null),
});

export type ZoneCommit = z.infer<typeof zoneCommitSchema>;
export type Part = z.infer<typeof partSchema>;
export type RowList = z.infer<typeof listSchema>;

/** `compaction` puts small parts together; `switch` makes another log the state of the dataset. */
const COMMIT_KINDS = [...IMPORT_KINDS, 'compaction', 'switch'] as const;

export const manifestSchema = z
  .object({
    dataset: z.string(),
    sequence: z.number().int().positive(),
    kind: z.enum(COMMIT_KINDS).default('load'),
    /** The import that committed; a compaction has an id of its own. */
    importId: z.string(),
    fileName: z.string(),
    definitionVersion: z.number().int().positive(),
    committedAt: z.string(),
    sha256: z.string(),
    /** S3's entity tag of the bytes, by which the same bytes are known again without reading them. */
    etag: z.string().nullable().default(null),
    /** An import of the same bytes under the same definition: what it asserts, this one asserts too. */
    sameAs: z.string().nullable().default(null),
    counts: countsSchema,
    effect: effectSchema.nullable().default(null),
    silver: zoneCommitSchema,
    anomalies: zoneCommitSchema,
    /**
     * Least and greatest text of each primary key column over both zones; an import whose range is disjoint
     * can share no key with this one. Null when the dataset has no key or nothing was written.
     */
    keyRange: z.record(z.string(), z.tuple([z.string(), z.string()])).nullable(),
    /** Where its rows stand among those of other imports: its sequence, or that of what it replays. */
    place: z.number().int().positive().optional(),
    /** Imports that stand no longer while this one stands. */
    unseats: z.array(z.string()).default([]),
    /** Keys of the parts that a compaction replaces. */
    drops: z.array(z.string()).default([]),
    /** The log that a switch makes the state: a prefix in the bucket. */
    log: z.string().nullable().default(null),
  })
  .transform((manifest) => ({ ...manifest, place: manifest.place ?? manifest.sequence }));

export type Manifest = z.output<typeof manifestSchema>;
/** A manifest as it is stored: what has a default may be left out. */
export type ManifestInput = z.input<typeof manifestSchema>;
