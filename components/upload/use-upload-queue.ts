'use client';

import { useSyncExternalStore } from 'react';
import { cancelImport } from '@/components/api/change-imports';
import { completeUpload, createUpload, listParts, signParts } from '@/components/api/uploads';
import { putPart } from '@/components/upload/put-part';
import { UploadQueue, type QueueSnapshot } from '@/components/upload/upload-queue';

/** One for the whole tab: uploads go on while the user looks at other pages. */
export const uploadQueue = new UploadQueue({
  create: createUpload,
  sign: signParts,
  list: listParts,
  complete: completeUpload,
  abort: cancelImport,
  put: putPart,
});

export function useUploadQueue(): QueueSnapshot {
  return useSyncExternalStore(uploadQueue.subscribe, uploadQueue.getSnapshot, uploadQueue.getServerSnapshot);
}
