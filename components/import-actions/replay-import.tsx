'use client';

import { RotateCw } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { confirmImport, replayImport } from '@/components/api/change-imports';
import type { Import } from '@/components/api/imports';
import { DryRunDialog } from '@/components/import-actions/dry-run-dialog';
import { importTitle } from '@/components/import-actions/import-words';
import { useImportTask } from '@/components/import-actions/use-import-task';
import { useWasBroughtBack } from '@/components/import-actions/use-was-brought-back';
import { useDryRun } from '@/components/import-actions/use-dry-run';
import { Button } from '@/components/ui/button';
import { formatCount } from '@/lib/format';

/** Runs the bytes of an import again under the definition as it is now, once it is known what that changes. */
export function ReplayImport({ item }: { item: Import }): ReactNode {
  const [open, setOpen] = useState(false);
  const dryRun = useDryRun(() => replayImport(item.id, true));
  const run = useImportTask();
  const title = importTitle(item);
  const replay = (checked: Import) =>
    void run({
      start: () => confirmImport(checked.id),
      doing: `Replaying ${title}`,
      failed: `${title} could not be replayed`,
      done: ({ counts }) => ({
        title: `${title} is replayed: ${formatCount(counts?.inserted)} new, ${formatCount(counts?.updated)} changed`,
      }),
    });
  const wasUndone = item.state === 'UNDONE';
  if (useWasBroughtBack(item)) return null;
  return (
    <>
      <Button
        onClick={() => {
          setOpen(true);
          dryRun.begin();
        }}
      >
        <RotateCw aria-hidden />
        {wasUndone ? 'Bring it back' : 'Replay'}
      </Button>
      <DryRunDialog
        open={open}
        onOpenChange={setOpen}
        title={wasUndone ? `Bring ${title} back?` : `Replay ${title}?`}
        description="The same bytes are read again under the dataset’s definition as it is now, in the place that they had among the imports."
        dryRun={dryRun}
        confirmLabel={wasUndone ? 'Bring it back' : 'Replay it'}
        onConfirm={replay}
      />
    </>
  );
}
