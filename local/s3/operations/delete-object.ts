import { z } from 'zod';
import { versionHeader } from '../object-headers';
import { checkWrite } from '../preconditions';
import { receiveText } from '../receive-body';
import { sendEmpty, sendXml, type S3Call } from '../s3-call';
import { S3Error } from '../s3-error';
import { oneOrMany, parseDocument, type XmlElement } from '../xml';

const KEYS_MAX = 1000;

const deleteSchema = z.object({
  Delete: z.object({
    Object: oneOrMany(z.object({ Key: z.string().min(1), VersionId: z.string().optional() })),
    Quiet: z.enum(['true', 'false']).optional(),
  }),
});

interface Deletion {
  /** The version that is gone, or the marker that was set. */
  versionId: string | null;
  isMarker: boolean;
}

/** DeleteObject. Deleting what is not there succeeds, as in S3. */
export async function deleteObject(call: S3Call): Promise<void> {
  const { bucket, key, headers, query } = call;
  if (headers['if-match'] !== undefined) checkWrite({ 'if-match': headers['if-match'] }, bucket.current(key));
  const { versionId, isMarker } = await deleteOne(call, key, query.get('versionId'));
  sendEmpty(call, 204, {
    ...(versionId === null ? {} : versionHeader(versionId)),
    ...(isMarker ? { 'x-amz-delete-marker': 'true' } : {}),
  });
}

/** DeleteObjects: up to 1,000 keys, each for itself. */
export async function deleteObjects(call: S3Call): Promise<void> {
  const parsed = deleteSchema.safeParse(parseDocument(await receiveText(call)));
  if (!parsed.success || parsed.data.Delete.Object.length > KEYS_MAX) {
    throw new S3Error('MalformedXML', `The XML must name from 1 to ${KEYS_MAX} objects to delete.`);
  }
  const { Object: objects, Quiet: quiet } = parsed.data.Delete;
  const results: XmlElement[] = [];
  for (const { Key: key, VersionId: versionId } of objects) {
    const deletion = await deleteOne(call, key, versionId ?? null);
    if (quiet === 'true') continue;
    const isNewMarker = deletion.isMarker && versionId === undefined;
    results.push([
      'Deleted',
      [
        ['Key', key],
        ['VersionId', versionId],
        ['DeleteMarker', deletion.isMarker || undefined],
        ['DeleteMarkerVersionId', (isNewMarker && deletion.versionId) || undefined],
      ],
    ]);
  }
  sendXml(call, 'DeleteResult', results);
}

async function deleteOne(call: S3Call, key: string, versionId: string | null): Promise<Deletion> {
  const { bucket } = call;
  const reason = 'DeleteObject';
  if (versionId === null && bucket.settings.versioned) {
    const marker = bucket.mark(key);
    call.emit({ reason, deletionType: 'Delete Marker Created', key, version: marker });
    return { versionId: marker.versionId, isMarker: true };
  }
  const version = versionId === null ? bucket.current(key) : bucket.version(key, versionId);
  if (!version) return { versionId, isMarker: false };
  await bucket.remove(key, versionId ?? undefined);
  call.emit({ reason, deletionType: 'Permanently Deleted', key, version: { versionId: version.versionId } });
  return { versionId: version.versionId, isMarker: version.deleteMarker };
}
