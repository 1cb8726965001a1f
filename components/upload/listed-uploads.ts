import type { UploadSnapshot, UploadStatus } from '@/components/upload/sending/file-upload';

/** More rows than anybody reads, each of which follows its import. */
export const LISTED_MAX = 200;

/** What needs the user comes before what moves, and that before what only waits or has ended. */
const ORDER: readonly UploadStatus[] = [
  ...(['failed', 'paused', 'uploading', 'completing'] as const),
  ...(['done', 'waiting', 'cancelled'] as const),
];

/** The uploads to show: all of them in their order, or of very many those that matter most. */
export function listedUploads(uploads: readonly UploadSnapshot[]): readonly UploadSnapshot[] {
  if (uploads.length <= LISTED_MAX) return uploads;
  const rank = (upload: UploadSnapshot) => ORDER.indexOf(upload.status);
  // The newest of those that are done: the others can be found among the imports.
  const newestFirst = (one: UploadSnapshot, other: UploadSnapshot) =>
    one.status === 'done' ? other.id - one.id : one.id - other.id;
  return uploads
    .toSorted((one, other) => rank(one) - rank(other) || newestFirst(one, other))
    .slice(0, LISTED_MAX);
}
