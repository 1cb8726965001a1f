'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Ban, CircleAlert, Download, FileCheck, FileClock, X, type LucideIcon } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { toast } from 'sonner';
import { cancelExport, putExport, type Export } from '@/components/api/exports';
import { downloadExport } from '@/components/sharing/download-export';
import { exportWords } from '@/components/sharing/export-words';
import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';
import { Progress } from '@/components/ui/progress';
import { isExportOpen } from '@/lib/exports';

const LOOKS: Record<Export['state'], { icon: LucideIcon; className: string }> = {
  QUEUED: { icon: FileClock, className: 'text-faint' },
  RUNNING: { icon: FileClock, className: 'text-accent' },
  SUCCEEDED: { icon: FileCheck, className: 'text-good' },
  FAILED: { icon: CircleAlert, className: 'text-bad' },
  CANCELLED: { icon: Ban, className: 'text-faint' },
};

/** One export: how far it is, the way to end it, and the way to its file. */
export function ExportItem({ item }: { item: Export }): ReactNode {
  const { icon: Icon, className } = LOOKS[item.state];
  return (
    <li className="flex items-start gap-3 py-2.5">
      <Icon aria-hidden className={`mt-0.5 size-4.5 shrink-0 ${className}`} />
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium" title={item.fileName}>
          {item.fileName}
        </p>
        <p className={item.state === 'FAILED' ? 'text-sm text-bad' : 'text-sm text-muted tabular-nums'}>
          {exportWords(item)}
        </p>
        {isExportOpen(item) ? (
          <div className="mt-1.5">
            <ExportProgress item={item} />
          </div>
        ) : null}
      </div>
      {isExportOpen(item) ? <CancelExport item={item} /> : null}
      {item.state === 'SUCCEEDED' && item.url ? <DownloadExport item={item} /> : null}
    </li>
  );
}

export function ExportProgress({ item }: { item: Export }): ReactNode {
  const isStoring = item.rowsWritten > 0;
  return (
    <Progress
      label={`Export ${item.fileName}`}
      value={isStoring ? item.rowsWritten : null}
      max={item.rowsTotal ?? 0}
    />
  );
}

function CancelExport({ item }: { item: Export }): ReactNode {
  const queryClient = useQueryClient();
  const cancelling = useMutation({
    mutationFn: () => cancelExport(item.id),
    onSuccess: (told) => putExport(queryClient, told),
    onError: (error) => toast.error('The export was not cancelled', { description: error.message }),
  });
  return (
    <IconButton
      label={`Cancel ${item.fileName}`}
      disabled={cancelling.isPending}
      onClick={() => cancelling.mutate()}
    >
      <X />
    </IconButton>
  );
}

function DownloadExport({ item }: { item: Export }): ReactNode {
  const [pending, setPending] = useState(false);
  const download = () => {
    setPending(true);
    void downloadExport(item.id).finally(() => setPending(false));
  };
  return (
    <Button size="sm" pending={pending} onClick={download} aria-label={`Download ${item.fileName}`}>
      <Download aria-hidden />
      <span className="max-sm:hidden">Download</span>
    </Button>
  );
}
