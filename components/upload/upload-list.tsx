'use client';

import { useQuery } from '@tanstack/react-query';
import { Pause, Play, RotateCcw, X } from 'lucide-react';
import Link from 'next/link';
import { memo, type ReactNode } from 'react';
import { toast } from 'sonner';
import { importQuery } from '@/components/api/queries';
import { StateBadge } from '@/components/imports/state-badge';
import { IconButton } from '@/components/ui/icon-button';
import { Progress } from '@/components/ui/progress';
import { Table, Td, Th } from '@/components/ui/table';
import { listedUploads } from '@/components/upload/listed-uploads';
import { HOLD_WORDS } from '@/components/upload/hold-words';
import type { UploadSnapshot, UploadStatus } from '@/components/upload/sending/file-upload';
import { uploadQueue } from '@/components/upload/use-upload-queue';
import { formatBytes, formatCount, formatShare } from '@/lib/format';
import { paths } from '@/lib/paths';

const STATUS_WORDS: Record<UploadStatus, string> = {
  waiting: 'Waiting',
  uploading: 'Uploading',
  completing: 'Finishing',
  paused: 'Paused',
  done: 'Uploaded',
  failed: 'Failed',
  cancelled: 'Cancelled',
};

/** Every file of the queue with its progress and, once it is uploaded, what its import makes of it. */
export function UploadList({ uploads }: { uploads: readonly UploadSnapshot[] }): ReactNode {
  const listed = listedUploads(uploads);
  const more = uploads.length - listed.length;
  return (
    <div className="max-h-[60vh] overflow-y-auto">
      <Table label="Uploads">
        <thead>
          <tr>
            <Th>File</Th>
            <Th>Dataset</Th>
            <Th numeric>Size</Th>
            <Th className="w-2/5">Progress</Th>
            <Th>
              <span className="sr-only">Actions</span>
            </Th>
          </tr>
        </thead>
        <tbody>
          {listed.map((upload) => (
            <UploadRow key={upload.id} {...upload} />
          ))}
        </tbody>
      </Table>
      {more > 0 ? (
        <p className="border-t px-4 py-2 text-sm text-faint">
          {formatCount(more)} more that wait or are uploaded.{' '}
          <Link href={paths.imports()} className="font-medium text-accent hover:underline">
            See all imports
          </Link>
        </p>
      ) : null}
    </div>
  );
}

/** Only the rows that changed are drawn again: there may be hundreds. */
const UploadRow = memo(function UploadRow(upload: UploadSnapshot): ReactNode {
  const { fileName, dataset, sizeBytes, importId } = upload;
  return (
    <tr>
      <Td className="max-w-72 min-w-40">
        {importId ? (
          <Link
            prefetch={false}
            href={paths.import(importId)}
            className="block truncate font-medium hover:text-accent hover:underline"
          >
            {fileName}
          </Link>
        ) : (
          <span className="block truncate font-medium">{fileName}</span>
        )}
      </Td>
      <Td className="whitespace-nowrap text-muted">{dataset}</Td>
      <Td numeric>{formatBytes(sizeBytes)}</Td>
      <Td className="min-w-48">
        <UploadProgress upload={upload} />
      </Td>
      <Td className="w-20 py-0.5 text-right whitespace-nowrap">
        <UploadActions upload={upload} />
      </Td>
    </tr>
  );
});

function UploadProgress({ upload }: { upload: UploadSnapshot }): ReactNode {
  const { status, hold, sentBytes, sizeBytes, failure, importId, fileName } = upload;
  if (status === 'done' && importId) return <ImportOutcome importId={importId} />;
  if (status === 'failed') return <span className="text-bad">{failure}</span>;
  if (status === 'waiting' || status === 'cancelled')
    return <span className="text-faint">{STATUS_WORDS[status]}</span>;
  return (
    <span className="flex items-center gap-3">
      <span className="flex-1">
        <Progress
          label={`Upload of ${fileName}`}
          value={sentBytes}
          max={sizeBytes}
          tone={status === 'paused' || hold ? 'quiet' : 'accent'}
        />
      </span>
      <span className="min-w-20 text-right text-muted tabular-nums">
        {hold
          ? HOLD_WORDS[hold]
          : status === 'uploading'
            ? formatShare(sentBytes, sizeBytes)
            : STATUS_WORDS[status]}
      </span>
    </span>
  );
}

/** What became of an uploaded file, as far as it is known. */
function ImportOutcome({ importId }: { importId: string }): ReactNode {
  const { data: item } = useQuery(importQuery(importId));
  if (!item) return <span className="text-faint">{STATUS_WORDS.done}</span>;
  const { counts, error } = item;
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <StateBadge state={item.state} />
      {counts ? (
        <span className="text-muted tabular-nums">
          {formatCount(counts.received)} rows
          {counts.rejected > 0 ? (
            <>
              , <span className="text-rejects-ink">{formatCount(counts.rejected)} rejected</span>
            </>
          ) : null}
          {counts.anomalous > 0 ? (
            <>
              , <span className="text-anomalies-ink">{formatCount(counts.anomalous)} anomalous</span>
            </>
          ) : null}
        </span>
      ) : null}
      {item.state === 'CHECKED' ? (
        <Link
          prefetch={false}
          href={paths.import(importId)}
          className="font-medium text-accent hover:underline"
        >
          See what would change
        </Link>
      ) : null}
      {error ? <span className="text-bad">{error.message}</span> : null}
    </span>
  );
}

function UploadActions({ upload }: { upload: UploadSnapshot }): ReactNode {
  const { id, status, fileName } = upload;
  const cancel = () => {
    uploadQueue.cancel(id).catch((error: unknown) =>
      toast.error(`${fileName} was stopped here, and the server could not be told`, {
        description: error instanceof Error ? error.message : undefined,
      }),
    );
  };
  return (
    <>
      {status === 'uploading' || status === 'waiting' ? (
        <IconButton label={`Pause ${fileName}`} onClick={() => uploadQueue.pause(id)}>
          <Pause />
        </IconButton>
      ) : null}
      {status === 'paused' ? (
        <IconButton label={`Resume ${fileName}`} onClick={() => uploadQueue.resume(id)}>
          <Play />
        </IconButton>
      ) : null}
      {status === 'failed' ? (
        <IconButton label={`Try ${fileName} again`} onClick={() => uploadQueue.resume(id)}>
          <RotateCcw />
        </IconButton>
      ) : null}
      {['waiting', 'uploading', 'paused', 'failed'].includes(status) ? (
        <IconButton label={`Cancel ${fileName}`} onClick={cancel}>
          <X />
        </IconButton>
      ) : null}
    </>
  );
}
