import { sendXml, type S3Call } from '../s3-call';
import { S3Error } from '../s3-error';
import { compareUtf8 } from '../store/key-index';
import type { XmlElement } from '../xml';
import { nameEncoder, pageSize } from './list-parameters';
import { findUpload } from './multipart-upload';

/** ListParts: the parts of one upload by their number. */
export async function listParts(call: S3Call): Promise<void> {
  const { bucket, key, query } = call;
  const upload = findUpload(call);
  const maxParts = pageSize(query, 'max-parts');
  const marker = Number(query.get('part-number-marker') ?? 0);
  if (!Number.isInteger(marker))
    throw new S3Error('InvalidArgument', 'The part-number-marker must be an integer.');
  const left = [...upload.parts.values()]
    .filter(({ number }) => number > marker)
    .sort((a, b) => a.number - b.number);
  const page = left.slice(0, maxParts);
  const isTruncated = maxParts > 0 && left.length > maxParts;
  sendXml(call, 'ListPartsResult', [
    ['Bucket', bucket.settings.name],
    ['Key', key],
    ['UploadId', upload.uploadId],
    ['PartNumberMarker', marker],
    ['NextPartNumberMarker', isTruncated ? page.at(-1)?.number : undefined],
    ['MaxParts', maxParts],
    ['IsTruncated', isTruncated],
    ['ChecksumAlgorithm', upload.checksum?.algorithm],
    ['ChecksumType', upload.checksum?.type],
    ...page.map(({ number, modifiedMs, etag, blob, checksum }): XmlElement => {
      return [
        'Part',
        [
          ['PartNumber', number],
          ['LastModified', new Date(modifiedMs).toISOString()],
          ['ETag', `"${etag}"`],
          ['Size', blob.sizeBytes],
          ...(checksum ? ([[`Checksum${checksum.algorithm}`, checksum.value]] as const) : []),
        ],
      ];
    }),
  ]);
}

/** ListMultipartUploads: the uploads in progress by key, then in the order of their start. */
export async function listUploads(call: S3Call): Promise<void> {
  const { bucket, query } = call;
  const prefix = query.get('prefix') ?? '';
  const keyMarker = query.get('key-marker') ?? '';
  const idMarker = query.get('upload-id-marker') ?? '';
  const maxUploads = pageSize(query, 'max-uploads');
  const all = [...bucket.uploads.values()]
    .filter(({ key }) => key.startsWith(prefix))
    .sort((a, b) => compareUtf8(a.key, b.key) || a.startedMs - b.startedMs);
  const markerIndex = all.findIndex(({ key, uploadId }) => key === keyMarker && uploadId === idMarker);
  const left =
    markerIndex >= 0 ? all.slice(markerIndex + 1) : all.filter(({ key }) => compareUtf8(key, keyMarker) > 0);
  const page = left.slice(0, maxUploads);
  const last = maxUploads > 0 && left.length > maxUploads ? page.at(-1) : undefined;
  const encode = nameEncoder(query);
  sendXml(call, 'ListMultipartUploadsResult', [
    ['Bucket', bucket.settings.name],
    ['KeyMarker', encode(keyMarker)],
    ['UploadIdMarker', idMarker],
    ['NextKeyMarker', last && encode(last.key)],
    ['NextUploadIdMarker', last?.uploadId],
    ['Prefix', encode(prefix)],
    ['MaxUploads', maxUploads],
    ['IsTruncated', last !== undefined],
    ...page.map(({ key, uploadId, startedMs, checksum }): XmlElement => {
      return [
        'Upload',
        [
          ['Key', encode(key)],
          ['UploadId', uploadId],
          ['StorageClass', 'STANDARD'],
          ['Initiated', new Date(startedMs).toISOString()],
          ['ChecksumAlgorithm', checksum?.algorithm],
          ['ChecksumType', checksum?.type],
        ],
      ];
    }),
  ]);
}
