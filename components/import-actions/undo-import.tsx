'use client';

import { Undo2 } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { confirmImport, undoImport } from '@/components/api/change-imports';
import type { Import } from '@/components/api/imports';
import { DryRunDialog } from '@/components/import-actions/dry-run-dialog';
import { importTitle } from '@/components/import-actions/import-words';
import { useImportTask } from '@/components/import-actions/use-import-task';
import { useDryRun } from '@/components/import-actions/use-dry-run';
import { Button } from '@/components/ui/button';
import { formatQuantity } from '@/lib/format';

/** Takes an import back, once it is known what that changes. */
export function UndoImport({ item }: { item: Import }): ReactNode {
  const [open, setOpen] = useState(false);
  const dryRun = useDryRun(() => undoImport(item.id, true));
  const run = useImportTask();
  const title = importTitle(item);
  const undo = (checked: Import) =>
    void run({
      start: () => confirmImport(checked.id),
      doing: `Undoing ${title}`,
      failed: `${title} could not be undone`,
      done: ({ effect }) => ({
        title: effect
          ? `${title} is undone: ${formatQuantity(effect.removed, 'row')} gone, ${formatQuantity(effect.restored, 'row')} as before`
          : `${title} is undone`,
      }),
    });
  return (
    <>
      <Button
        onClick={() => {
          setOpen(true);
          dryRun.begin();
        }}
      >
        <Undo2 aria-hidden />
        Undo
      </Button>
      <DryRunDialog
        open={open}
        onOpenChange={setOpen}
        title={`Undo ${title}?`}
        description="Its rows stop counting, and rows that it had changed become what they were. The file stays, so that it can be replayed."
        dryRun={dryRun}
        confirmLabel="Undo it"
        onConfirm={undo}
      />
    </>
  );
}
