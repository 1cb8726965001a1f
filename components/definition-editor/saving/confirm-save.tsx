'use client';

import type { ReactNode } from 'react';
import type { Dataset } from '@/components/api/datasets';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { describeConsequences } from '../changes/describe-consequences';
import { summarizeChanges } from '../changes/summarize-changes';
import { useDraft, useDraftStore } from '../draft/use-draft';
import { ChangeList } from './change-list';

interface ConfirmSaveProps {
  dataset: Dataset;
  open: boolean;
  onClose: () => void;
  onConfirm: () => void;
}

/** Says what is different and what it means for the rows that are there, before it is saved. */
export function ConfirmSave({ dataset, ...dialog }: ConfirmSaveProps): ReactNode {
  const store = useDraftStore();
  const draft = useDraft();
  const changes = dialog.open ? summarizeChanges(store.getBase(), draft) : [];
  const consequences = dialog.open ? describeConsequences(store.getBase(), draft) : [];
  const hasRows = Boolean(dataset.lastImportAt);
  return (
    <ConfirmDialog
      {...dialog}
      title={`Save ${dataset.title} as version ${dataset.version + 1}?`}
      confirmLabel="Save"
    >
      <div className="flex flex-col gap-4">
        <ChangeList changes={changes} />
        {hasRows && consequences.length > 0 ? (
          <div>
            <p className="font-medium">For the rows that are there</p>
            <ul className="mt-1 flex list-disc flex-col gap-1 pl-5 text-muted">
              {consequences.map(({ sentence }) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          </div>
        ) : null}
        {hasRows && consequences.length === 0 ? (
          <p className="text-muted">The rows that are there stay as they are; the change is seen at once.</p>
        ) : null}
      </div>
    </ConfirmDialog>
  );
}
