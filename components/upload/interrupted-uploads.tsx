'use client';

import { useQuery } from '@tanstack/react-query';
import { useState, useSyncExternalStore, type ReactNode } from 'react';
import { toast } from 'sonner';
import { ApiError } from '@/components/api/api-error';
import { cancelImport } from '@/components/api/change-imports';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { mayRead, openHandle } from '@/components/upload/intake/file-system-access';
import { fileHandles } from '@/components/upload/sending/file-handles';
import type { UploadSnapshot } from '@/components/upload/sending/file-upload';
import { lockedUploads } from '@/components/upload/sending/upload-locks';
import { isSameFile, uploadMemory, type RememberedUpload } from '@/components/upload/sending/upload-memory';
import { uploadQueue } from '@/components/upload/use-upload-queue';
import { formatQuantity } from '@/lib/format';

const NAMES_MAX = 5;
/** How soon it is noticed that another tab has let go of an upload. */
const LOOK_MS = 4000;

/** Uploads that a reload or a crash has cut off: the way to go on with them, or to give them up. */
export function InterruptedUploads({ uploads }: { uploads: readonly UploadSnapshot[] }): ReactNode {
  const remembered = useSyncExternalStore(uploadMemory.subscribe, uploadMemory.all, uploadMemory.none);
  // By name and size: an upload has no id yet while the server is asked for one.
  const lost = remembered.filter(
    ({ dataset, fileName, sizeBytes }) =>
      !uploads.some(
        (upload) =>
          upload.dataset === dataset && upload.fileName === fileName && upload.sizeBytes === sizeBytes,
      ),
  );
  const ids = lost.map(({ importId }) => importId);
  const state = useQuery({
    queryKey: ['interrupted', ids],
    queryFn: async () => ({ locked: await lockedUploads(), handles: await fileHandles.kept(ids) }),
    enabled: lost.length > 0,
    refetchInterval: LOOK_MS,
  });
  const [isBusy, setIsBusy] = useState(false);
  if (!state.data) return null;
  const { locked, handles } = state.data;
  const interrupted = lost.filter(({ importId }) => !locked.has(importId));
  if (interrupted.length === 0) return null;

  const run = async (work: () => Promise<void>) => {
    setIsBusy(true);
    await work().finally(() => setIsBusy(false));
  };
  const known = interrupted.filter(({ importId }) => handles.has(importId));
  const unknown = interrupted.filter(({ importId }) => !handles.has(importId));
  return (
    <Notice
      kind="warn"
      title={`${formatQuantity(interrupted.length, 'upload')} ${interrupted.length === 1 ? 'was' : 'were'} interrupted`}
      action={
        <div className="flex gap-2">
          {known.length > 0 ? (
            <Button variant="primary" pending={isBusy} onClick={() => void run(() => goOn(known, handles))}>
              Go on
            </Button>
          ) : null}
          <Button pending={isBusy} onClick={() => void run(() => giveUp(interrupted))}>
            Give up
          </Button>
        </div>
      }
    >
      {known.length > 0 ? <p>They go on where they stopped: {namesOf(known)}.</p> : null}
      {unknown.length > 0 ? (
        <p>Choose the same files again and they go on where they stopped: {namesOf(unknown)}.</p>
      ) : null}
    </Notice>
  );
}

/** Opens the files again by what the browser has kept of them; it may ask the user for each. */
async function goOn(
  uploads: readonly RememberedUpload[],
  handles: ReadonlyMap<string, FileSystemFileHandle>,
): Promise<void> {
  for (const upload of uploads) {
    const { importId, fileName, dataset, dryRun, parentId } = upload;
    const handle = handles.get(importId);
    if (!handle) continue;
    try {
      if (!(await mayRead(handle))) {
        toast.error(`${fileName} may not be read`, { description: 'Choose it again with the button below.' });
        continue;
      }
      const file = await openHandle(handle);
      if (isSameFile(upload, file)) uploadQueue.add([file], dataset, { dryRun, parentId });
      else
        toast.error(`${fileName} has changed since`, {
          description: 'Give the old upload up and upload it anew.',
        });
    } catch {
      // Moved, deleted, or the browser wants another click before it asks for the next file.
      toast.error(`${fileName} could not be opened`, {
        description: 'Choose it again with the button below.',
      });
    }
  }
}

async function giveUp(uploads: readonly RememberedUpload[]): Promise<void> {
  for (const { importId } of uploads) {
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
    await fileHandles.forget(importId);
  }
}

function namesOf(uploads: readonly RememberedUpload[]): string {
  const names = uploads.slice(0, NAMES_MAX).map(({ fileName, dataset }) => `${fileName} into ${dataset}`);
  const more = uploads.length - names.length;
  return `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
