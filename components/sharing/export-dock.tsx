'use client';

import { useQuery } from '@tanstack/react-query';
import { useEffect, useState, type ReactNode } from 'react';
import { toast } from 'sonner';
import { exportsQuery, type Export } from '@/components/api/exports';
import { downloadExport } from '@/components/sharing/download-export';
import { ExportProgress } from '@/components/sharing/export-item';
import { ExportList } from '@/components/sharing/export-list';
import { exportWords, sizeWords } from '@/components/sharing/export-words';
import { isExportListShown, unfollowExport, useFollowedExports } from '@/components/sharing/followed-exports';
import { Dialog } from '@/components/ui/dialog';
import { isExportOpen } from '@/lib/exports';

const NONE: Export[] = [];
/** Long enough to come back from another window. */
const TOAST_MS = 60_000;

/** What is being exported, in sight from every page, and a word when it is there. */
export function ExportDock(): ReactNode {
  const followed = useFollowedExports();
  const [isListOpen, setListOpen] = useState(false);
  const { data = NONE } = useQuery({ ...exportsQuery(), enabled: followed.length > 0 });
  useEffect(() => {
    for (const item of data) {
      if (isExportOpen(item) || !unfollowExport(item.id)) continue;
      if (!isExportListShown()) tell(item);
    }
  }, [data]);
  const open = data.filter((item) => isExportOpen(item) && followed.includes(item.id));
  const [first] = open;
  return (
    <>
      {first ? (
        <button
          type="button"
          onClick={() => setListOpen(true)}
          className="mx-3 mb-3 flex flex-col gap-2 rounded-md border p-3 text-left text-sm hover:bg-sunken"
        >
          <span className="flex justify-between gap-2">
            <span className="font-medium">Exporting</span>
            <span className="truncate text-muted">{open.length === 1 ? first.dataset : open.length}</span>
          </span>
          <span className="truncate text-xs text-muted tabular-nums">{exportWords(first)}</span>
          <ExportProgress item={first} />
        </button>
      ) : null}
      <Dialog open={isListOpen} onOpenChange={setListOpen} title="Your exports of the last day">
        <ExportList />
      </Dialog>
    </>
  );
}

function tell(item: Export): void {
  if (item.state === 'SUCCEEDED') {
    toast.success(`${item.fileName} is ready`, {
      description: sizeWords(item),
      duration: TOAST_MS,
      action: { label: 'Download', onClick: () => void downloadExport(item.id) },
    });
  }
  if (item.state === 'FAILED') {
    toast.error(`${item.fileName} could not be exported`, {
      description: exportWords(item),
      duration: TOAST_MS,
    });
  }
}
