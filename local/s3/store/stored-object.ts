/** What a bucket remembers, as it is written to its journal. */
import { z } from 'zod';
import { CHECKSUM_ALGORITHMS } from '../checksums';

const blobSchema = z.object({ id: z.string(), sizeBytes: z.number() });

const checksumSchema = z.object({
  algorithm: z.enum(CHECKSUM_ALGORITHMS),
  /** Base64; of type COMPOSITE with `-<parts>` at its end. */
  value: z.string(),
  type: z.enum(['FULL_OBJECT', 'COMPOSITE']),
});

const textByName = z.record(z.string(), z.string());

const objectSchema = z.object({
  deleteMarker: z.literal(false),
  /** `null`, the text, in a bucket without versions. */
  versionId: z.string(),
  modifiedMs: z.number(),
  sizeBytes: z.number(),
  /** Without quotes. */
  etag: z.string(),
  /** The object's bytes are those of its blobs, one after the other: a multipart object keeps its parts. */
  blobs: z.array(blobSchema),
  /** Content-Type and the like, and x-amz-meta-*, by lower-case name. */
  headers: textByName,
  tags: textByName,
  checksum: checksumSchema.nullable(),
});

const deleteMarkerSchema = z.object({
  deleteMarker: z.literal(true),
  versionId: z.string(),
  modifiedMs: z.number(),
});

const versionSchema = z.discriminatedUnion('deleteMarker', [objectSchema, deleteMarkerSchema]);

const uploadSchema = z.object({
  uploadId: z.string(),
  key: z.string(),
  startedMs: z.number(),
  headers: textByName,
  tags: textByName,
  checksum: checksumSchema.omit({ value: true }).nullable(),
});

const partSchema = z.object({
  number: z.number(),
  modifiedMs: z.number(),
  etag: z.string(),
  blob: blobSchema,
  checksum: checksumSchema.nullable(),
});

/** One change of a bucket. A line is written whole or not at all, so each change is atomic. */
export const changeSchema = z.discriminatedUnion('type', [
  /** `uploadId` names the multipart upload that ends with this object. */
  z.object({
    type: z.literal('put'),
    key: z.string(),
    version: versionSchema,
    uploadId: z.string().optional(),
  }),
  /** Without `versionId` all versions go. */
  z.object({ type: z.literal('remove'), key: z.string(), versionId: z.string().optional() }),
  z.object({ type: z.literal('tag'), key: z.string(), versionId: z.string(), tags: textByName }),
  z.object({ type: z.literal('start-upload'), upload: uploadSchema }),
  z.object({ type: z.literal('put-part'), uploadId: z.string(), part: partSchema }),
  z.object({ type: z.literal('end-upload'), uploadId: z.string() }),
]);

export type BlobRef = z.infer<typeof blobSchema>;
export type Checksum = z.infer<typeof checksumSchema>;
export type StoredObject = z.infer<typeof objectSchema>;
export type DeleteMarker = z.infer<typeof deleteMarkerSchema>;
export type StoredVersion = z.infer<typeof versionSchema>;
export type Upload = z.infer<typeof uploadSchema>;
export type UploadPart = z.infer<typeof partSchema>;
export type Change = z.infer<typeof changeSchema>;
