'use client';

import { Trash2 } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { deleteRecords } from '@/components/api/change-rows';
import { useImportTask } from '@/components/import-actions/use-import-task';
import type { RowChoice } from '@/components/records/use-row-choice';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Field } from '@/components/ui/field';
import { TextArea } from '@/components/ui/text-area';
import { formatQuantity } from '@/lib/format';

interface DeleteRowsProps {
  dataset: string;
  choice: RowChoice;
  count: number;
}

/** Removes the chosen rows. */
export function DeleteRows({ dataset, choice, count }: DeleteRowsProps): ReactNode {
  const [open, setOpen] = useState(false);
  const [note, setNote] = useState('');
  const run = useImportTask();
  const words = formatQuantity(count, 'row');
  const remove = async () => {
    const ended = await run({
      start: () => deleteRecords(dataset, choice.selection, note.trim() || null),
      doing: `Deleting ${words}`,
      failed: 'The rows were not deleted',
      done: ({ counts }) => ({ title: `${formatQuantity(counts?.accepted ?? 0, 'row')} deleted` }),
      isUndoable: true,
    });
    if (ended?.state === 'SUCCEEDED') choice.clear();
  };
  return (
    <>
      <Button size="sm" variant="danger" disabled={count === 0} onClick={() => setOpen(true)}>
        <Trash2 aria-hidden />
        Delete
      </Button>
      <ConfirmDialog
        open={open}
        onClose={() => setOpen(false)}
        title={`Delete ${words}?`}
        confirmLabel={`Delete ${words}`}
        onConfirm={() => void remove()}
        danger
      >
        <div className="flex flex-col gap-4">
          <p>
            They stop counting in the rows, in the views and in look-ups by key. The deletion is an import of
            its own and can be undone.
          </p>
          <Field label="Note" hint="Why, for whoever reads the history. It may stay empty.">
            {(control) => (
              <TextArea {...control} value={note} onChange={(event) => setNote(event.target.value)} />
            )}
          </Field>
        </div>
      </ConfirmDialog>
    </>
  );
}
