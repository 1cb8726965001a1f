import type { GatheredFiles } from '@/components/upload/intake/dropped-files';
import { Intake, type IntakeSnapshot } from '@/components/upload/intake/intake';
import { lockedUploads } from '@/components/upload/sending/upload-locks';
import { isSameFile, uploadMemory } from '@/components/upload/sending/upload-memory';
import { uploadQueue } from '@/components/upload/use-upload-queue';
import { useSyncExternalStore } from 'react';

/** One for the whole tab: files may be dropped on one page and looked at on another. */
export const intake = new Intake();

export function useIntake(): IntakeSnapshot {
  return useSyncExternalStore(intake.subscribe, intake.getSnapshot, intake.getServerSnapshot);
}

/**
 * Takes files in. One whose upload was interrupted goes on at once: it has been looked at before. The others wait to
 * be looked at; `dataset` is the one they are meant for, if that has been said.
 */
export async function takeFiles(gathered: GatheredFiles, dataset: string | null): Promise<void> {
  const remembered = uploadMemory.all();
  const underWay = remembered.length > 0 ? await lockedUploads() : new Set<string>();
  const fresh: File[] = [];
  for (const file of gathered.files) {
    const known = remembered.find((other) => isSameFile(other, file) && !underWay.has(other.importId));
    if (known) {
      const { dryRun, parentId } = known;
      uploadQueue.add([file], known.dataset, { dryRun, parentId });
    } else {
      fresh.push(file);
    }
  }
  await intake.add({ ...gathered, files: fresh }, dataset);
}
