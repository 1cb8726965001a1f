'use client';

import { Pause, Play, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { toast } from 'sonner';
import { Button } from '@/components/ui/button';
import { Progress } from '@/components/ui/progress';
import { HOLD_WORDS } from '@/components/upload/hold-words';
import type { QueueSnapshot } from '@/components/upload/sending/upload-queue';
import { uploadQueue } from '@/components/upload/use-upload-queue';
import { formatBytes, formatCount, formatDuration } from '@/lib/format';

/** All uploads as one: how far, how fast, how long still; pause, resume and cancel for all. */
export function UploadSummary({ queue }: { queue: QueueSnapshot }): ReactNode {
  const { doneFiles, totalFiles, openFiles, sentBytes, totalBytes, isPaused, hold } = queue;
  const bytesPerSecond = isPaused || hold ? 0 : queue.bytesPerSecond;
  const failed = queue.uploads.filter(({ status }) => status === 'failed').length;
  const isBusy = openFiles > 0;
  const secondsLeft = bytesPerSecond > 0 ? (totalBytes - sentBytes) / bytesPerSecond : null;
  const cancelAll = () => {
    uploadQueue
      .cancelAll()
      .catch(() => toast.error('Some uploads could not be cancelled on the server. Try again.'));
  };
  return (
    <div className="flex flex-col gap-2.5">
      <div className="flex min-h-8 flex-wrap items-center gap-x-4 gap-y-2">
        <p aria-live="polite" className="font-medium tabular-nums">
          {formatCount(doneFiles)} of {formatCount(totalFiles)} files uploaded
          {failed > 0 ? <span className="text-bad">, {formatCount(failed)} failed</span> : null}
        </p>
        <p className="text-sm text-muted tabular-nums">
          {formatBytes(sentBytes)} of {formatBytes(totalBytes)}
          {isBusy && bytesPerSecond > 0 ? ` · ${formatBytes(bytesPerSecond)}/s` : ''}
          {isBusy && secondsLeft !== null ? ` · ${formatDuration(Math.ceil(secondsLeft))} left` : ''}
        </p>
        {hold ? (
          <p role="status" className="text-sm font-medium text-warn">
            {HOLD_WORDS[hold]}
          </p>
        ) : null}
        <div className="ml-auto flex gap-2">
          {isBusy && !isPaused ? (
            <Button size="sm" onClick={() => uploadQueue.pauseAll()}>
              <Pause aria-hidden />
              Pause all
            </Button>
          ) : null}
          {isBusy && isPaused ? (
            <Button size="sm" variant="primary" onClick={() => uploadQueue.resumeAll()}>
              <Play aria-hidden />
              Resume all
            </Button>
          ) : null}
          {isBusy ? (
            <Button size="sm" variant="danger" onClick={cancelAll}>
              <X aria-hidden />
              Cancel all
            </Button>
          ) : (
            <Button size="sm" onClick={() => uploadQueue.clearEnded()}>
              Clear the list
            </Button>
          )}
        </div>
      </div>
      <Progress
        label="All uploads"
        value={totalBytes === 0 ? doneFiles : sentBytes}
        max={totalBytes === 0 ? totalFiles : totalBytes}
        tone={isPaused || hold ? 'quiet' : isBusy ? 'accent' : failed > 0 ? 'bad' : 'good'}
      />
    </div>
  );
}
