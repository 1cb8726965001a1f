import type { BronzeUploads } from '../aws/bronze-uploads';
import type { ImportTable } from '../aws/import-table';
import { LakeportError } from '../errors';
import type { Actor } from '../roles';
import { partCountOf, requireOpenUpload } from './open-upload';

/** Parts that may be asked for at once. */
const PARTS_A_CALL_MAX = 100;

export interface PartUrl {
  partNumber: number;
  url: string;
}

/** Presigned URLs for parts of an open upload. */
export async function signParts(
  deps: { imports: ImportTable; uploads: BronzeUploads },
  actor: Actor,
  request: { importId: string; partNumbers: readonly number[] },
): Promise<PartUrl[]> {
  const record = await requireOpenUpload(deps.imports, actor, request.importId);
  const { uploadId, objectKey } = record;
  const parts = partCountOf(record);
  const valid = request.partNumbers.every((part) => Number.isInteger(part) && part >= 1 && part <= parts);
  if (!uploadId || !valid || request.partNumbers.length > PARTS_A_CALL_MAX) {
    throw new LakeportError(
      'invalid-request',
      `The file has the parts 1 to ${parts}; ${PARTS_A_CALL_MAX} can be signed at once.`,
    );
  }
  return Promise.all(
    request.partNumbers.map(async (partNumber) => ({
      partNumber,
      url: await deps.uploads.signPart(objectKey, uploadId, partNumber),
    })),
  );
}
