'use client';

import Link from 'next/link';
import { useEffect, type ReactNode } from 'react';
import { Progress } from '@/components/ui/progress';
import { useUploadQueue } from '@/components/upload/use-upload-queue';
import { formatCount } from '@/lib/format';
import { paths } from '@/lib/paths';

/** What is being uploaded, in sight from every page; the browser asks before it is left behind. */
export function UploadDock(): ReactNode {
  const { openFiles, doneFiles, totalFiles, sentBytes, totalBytes, isPaused } = useUploadQueue();
  const isBusy = openFiles > 0;
  useEffect(() => {
    if (!isBusy) return undefined;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isBusy]);
  if (!isBusy) return null;
  return (
    <Link
      href={paths.upload()}
      className="mx-3 mb-3 flex flex-col gap-2 rounded-md border p-3 text-sm hover:bg-sunken"
    >
      <span className="flex justify-between gap-2 tabular-nums">
        <span className="font-medium">{isPaused ? 'Paused' : 'Uploading'}</span>
        <span className="text-muted">
          {formatCount(doneFiles)} of {formatCount(totalFiles)}
        </span>
      </span>
      <Progress label="All uploads" value={sentBytes} max={totalBytes} tone={isPaused ? 'quiet' : 'accent'} />
    </Link>
  );
}
