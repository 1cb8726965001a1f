'use client';

import { useSyncExternalStore } from 'react';
import { cancelImport } from '@/components/api/change-imports';
import { completeUpload, createUpload, listParts, signParts } from '@/components/api/uploads';
import { browserSurroundings } from '@/components/upload/sending/browser-surroundings';
import { putPart } from '@/components/upload/sending/put-part';
import { noteUser } from '@/components/upload/sending/session-check';
import { UploadQueue, type QueueSnapshot } from '@/components/upload/sending/upload-queue';

/** One for the whole tab: uploads go on while the user looks at other pages. */
export const uploadQueue = new UploadQueue(
  {
    create: async (...upload) => {
      await noteUser();
      return createUpload(...upload);
    },
    sign: signParts,
    list: listParts,
    complete: completeUpload,
    abort: cancelImport,
    put: putPart,
  },
  browserSurroundings,
);

export function useUploadQueue(): QueueSnapshot {
  return useSyncExternalStore(uploadQueue.subscribe, uploadQueue.getSnapshot, uploadQueue.getServerSnapshot);
}
