'use client';

import { useSyncExternalStore, type ReactNode } from 'react';
import { toast } from 'sonner';
import { ApiError } from '@/components/api/api-error';
import { cancelImport } from '@/components/api/change-imports';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import type { UploadSnapshot } from '@/components/upload/file-upload';
import { uploadMemory } from '@/components/upload/upload-memory';
import { formatQuantity } from '@/lib/format';

const NAMES_MAX = 5;

/** Uploads that a reload has cut off: the way to go on with them, or to give them up. */
export function InterruptedUploads({ uploads }: { uploads: readonly UploadSnapshot[] }): ReactNode {
  const remembered = useSyncExternalStore(uploadMemory.subscribe, uploadMemory.all, uploadMemory.none);
  // By name and size: an upload has no id yet while the server is asked for one.
  const interrupted = remembered.filter(
    ({ dataset, fileName, sizeBytes }) =>
      !uploads.some(
        (upload) =>
          upload.dataset === dataset && upload.fileName === fileName && upload.sizeBytes === sizeBytes,
      ),
  );
  if (interrupted.length === 0) return null;

  const giveUp = async () => {
    for (const { importId } of interrupted) {
      try {
        await cancelImport(importId);
      } catch (error) {
        // It has been ended elsewhere, which is what was wanted; anything else stays to be tried again.
        if (!(error instanceof ApiError) || error.isTransient) {
          toast.error('Not all uploads could be given up. Try again.');
          break;
        }
      }
      uploadMemory.forgetImport(importId);
    }
  };

  const names = interrupted.slice(0, NAMES_MAX).map(({ fileName, dataset }) => `${fileName} into ${dataset}`);
  const more = interrupted.length - names.length;
  return (
    <Notice
      kind="warn"
      title={`${formatQuantity(interrupted.length, 'upload')} ${interrupted.length === 1 ? 'was' : 'were'} interrupted`}
      action={<Button onClick={() => void giveUp()}>Give up</Button>}
    >
      Choose the same files again and they go on where they stopped: {names.join(', ')}
      {more > 0 ? ` and ${more} more` : ''}.
    </Notice>
  );
}
