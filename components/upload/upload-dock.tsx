'use client';

import { useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { useEffect, type ReactNode } from 'react';
import { toast } from 'sonner';
import { Progress } from '@/components/ui/progress';
import { HOLD_WORDS } from '@/components/upload/hold-words';
import { useUploadQueue } from '@/components/upload/use-upload-queue';
import { formatCount } from '@/lib/format';
import { paths } from '@/lib/paths';

const SIGNED_OUT_TOAST = 'uploads-signed-out';

/** What is being uploaded, in sight from every page; the browser asks before it is left behind. */
export function UploadDock(): ReactNode {
  const { openFiles, doneFiles, totalFiles, sentBytes, totalBytes, isPaused, hold } = useUploadQueue();
  const isBusy = openFiles > 0;
  useEffect(() => {
    if (!isBusy) return undefined;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isBusy]);
  useSignInToast(hold === 'signed-out');
  if (!isBusy) return null;
  return (
    <Link
      href={paths.upload()}
      className="mx-3 mb-3 flex flex-col gap-2 rounded-md border p-3 text-sm hover:bg-sunken"
    >
      <span className="flex justify-between gap-2 tabular-nums">
        <span className="font-medium">{isPaused ? 'Paused' : hold ? HOLD_WORDS[hold] : 'Uploading'}</span>
        <span className="shrink-0 text-muted">
          {formatCount(doneFiles)} of {formatCount(totalFiles)}
        </span>
      </span>
      <Progress
        label="All uploads"
        value={sentBytes}
        max={totalBytes}
        tone={isPaused || hold ? 'quiet' : 'accent'}
      />
    </Link>
  );
}

/** Asks for a new sign-in in another tab: leaving this one would break the uploads off. */
function useSignInToast(isSignedOut: boolean): void {
  const queryClient = useQueryClient();
  useEffect(() => {
    if (!isSignedOut) return undefined;
    toast.warning('Your session has ended; the uploads wait', {
      id: SIGNED_OUT_TOAST,
      description: 'Sign in again in a new tab, and they go on here by themselves.',
      duration: Infinity,
      action: { label: 'Sign in', onClick: () => window.open(paths.signIn(), '_blank', 'noopener') },
    });
    return () => {
      toast.dismiss(SIGNED_OUT_TOAST);
      // What the pages asked for meanwhile was refused.
      void queryClient.invalidateQueries();
    };
  }, [isSignedOut, queryClient]);
}
