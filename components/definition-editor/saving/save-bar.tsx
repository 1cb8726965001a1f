'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useState, type ReactNode } from 'react';
import { ApiError } from '@/components/api/api-error';
import { saveDataset, type Dataset } from '@/components/api/datasets';
import { FailureNotice } from '@/components/api/failure-notice';
import { keys } from '@/components/api/queries';
import { Button } from '@/components/ui/button';
import { formatQuantity } from '@/lib/format';
import { textAt } from '../draft/json-path';
import { useDraft, useDraftStore, useIsChanged, useIssues } from '../draft/use-draft';
import { useReveal } from '../draft/use-reveal';
import { useSample } from '../sample/use-sample';
import { ConfirmSave } from './confirm-save';
import { ConflictNotice } from './conflict-notice';

interface SaveBarProps {
  /** What is edited; null for a new dataset. */
  dataset: Dataset | null;
  /** Why it cannot be saved at all as it is. */
  obstacle: string | null;
  onSaved: (dataset: Dataset) => void;
  onMerged: (theirs: Dataset) => void;
}

/** Always in sight: whether there is something to save, what stands in the way, and the button. */
export function SaveBar({ dataset, obstacle, onSaved, onMerged }: SaveBarProps): ReactNode {
  const store = useDraftStore();
  const issues = useIssues();
  const { reveal } = useReveal();
  const { isChecking } = useSample();
  const isChanged = useIsChanged();
  const queryClient = useQueryClient();
  const [isConfirming, setConfirming] = useState(false);
  const save = useMutation({
    mutationFn: () => saveDataset(store.getDraft(), dataset?.version ?? 0),
    onSuccess: async (saved) => {
      store.rebase(store.getDraft());
      await queryClient.invalidateQueries({ queryKey: keys.datasets });
      onSaved(saved);
    },
  });
  const canSave = (dataset === null || isChanged) && obstacle === null && !save.isPending;
  const press = () => {
    if (!canSave) return;
    const [first] = issues;
    if (first && !isChecking) reveal(first.path);
    else if (dataset) setConfirming(true);
    else save.mutate();
  };
  useSaveKey(press);
  const isConflict =
    dataset !== null && save.error instanceof ApiError && save.error.code === 'definition-conflict';
  return (
    <div className="sticky bottom-[calc(3.75rem+env(safe-area-inset-bottom))] z-20 -mx-4 flex flex-col gap-3 border-t bg-surface px-4 py-3 sm:mx-0 sm:rounded-lg sm:border lg:bottom-4">
      {isConflict ? (
        <ConflictNotice
          name={dataset.name}
          onMerged={(theirs) => {
            save.reset();
            onMerged(theirs);
          }}
        />
      ) : save.isError ? (
        <FailureNotice title="Nothing was saved" error={save.error} />
      ) : null}
      <div className="flex flex-wrap items-center gap-3">
        <p role="status" className="min-w-0 flex-1 text-sm text-muted">
          <Standing isNew={dataset === null} obstacle={obstacle} />
        </p>
        <Button variant="primary" disabled={!canSave} pending={save.isPending} onClick={press}>
          {dataset ? 'Save…' : 'Save the dataset'}
        </Button>
      </div>
      {dataset ? (
        <ConfirmSave
          dataset={dataset}
          open={isConfirming}
          onClose={() => setConfirming(false)}
          onConfirm={() => save.mutate()}
        />
      ) : null}
    </div>
  );
}

function Standing({ isNew, obstacle }: { isNew: boolean; obstacle: string | null }): ReactNode {
  const issues = useIssues();
  const isChanged = useIsChanged();
  const { isChecking, error } = useSample();
  const title = textAt(useDraft(), ['title']);
  if (obstacle) return <span className="text-bad">{obstacle}</span>;
  if (issues.length > 0) {
    return (
      <span className="text-bad">
        {formatQuantity(issues.length, 'thing')} must be put right before it can be saved.
      </span>
    );
  }
  if (!isNew && !isChanged) return 'Nothing is changed yet.';
  if (isChecking) return 'Checking…';
  if (error) return 'It is not checked; saving checks it again.';
  return isNew ? `${title || 'The dataset'} can be saved.` : 'Changed, and not saved yet.';
}

/** Ctrl+S saves, as everywhere. */
function useSaveKey(save: () => void): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== 's' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    save();
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => press(event);
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
