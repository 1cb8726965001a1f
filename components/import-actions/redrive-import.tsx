'use client';

import { RotateCw } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { redriveImport } from '@/components/api/change-imports';
import type { Import } from '@/components/api/imports';
import { importTitle } from '@/components/import-actions/import-words';
import { useImportTask } from '@/components/import-actions/use-import-task';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { formatCount } from '@/lib/format';

/** Starts a failed import again. */
export function RedriveImport({ item }: { item: Import }): ReactNode {
  const [open, setOpen] = useState(false);
  const run = useImportTask();
  const title = importTitle(item);
  const redrive = () =>
    void run({
      start: () => redriveImport(item.id),
      doing: `Sending ${title} again`,
      failed: `${title} failed again`,
      done: ({ counts }) => ({
        title: `${title} has gone through: ${formatCount(counts?.received)} received, ${formatCount(counts?.rejected)} refused`,
        warns: (counts?.rejected ?? 0) > 0,
      }),
    });
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <RotateCw aria-hidden />
        Send it again
      </Button>
      <ConfirmDialog
        open={open}
        onClose={() => setOpen(false)}
        title={`Send ${title} again?`}
        confirmLabel="Send it again"
        onConfirm={redrive}
      >
        The import runs once more over the same bytes, which are safe in bronze. Nothing of the failed run
        counts, so no row can come in twice.
      </ConfirmDialog>
    </>
  );
}
