'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { toast } from 'sonner';
import { cancelImport, confirmImport } from '@/components/api/change-imports';
import type { Import } from '@/components/api/imports';
import { putImport } from '@/components/api/put-import';
import { useMay } from '@/components/auth/session-context';
import { Difference, Estimate } from '@/components/import-actions/difference';
import { importTitle } from '@/components/import-actions/import-words';
import { useImportTask } from '@/components/import-actions/use-import-task';
import { Button } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import type { ImportKind } from '@/lib/lake/import-states';

const CONFIRM_WORDS: Record<ImportKind, string> = {
  load: 'Import it',
  delete: 'Delete the rows',
  release: 'Release the rows',
  dismiss: 'Dismiss the rows',
  undo: 'Undo it',
  replay: 'Replay it',
};

/** A dry run that has ended: what it would change, and the decision. */
export function CheckedImport({ item }: { item: Import }): ReactNode {
  const mayImport = useMay('import');
  const mayDefine = useMay('define');
  // The replay of a whole dataset is for those who define it.
  const mayDecide = item.kind === 'replay' && !item.parentId ? mayDefine : mayImport;
  return (
    <Panel title="What it would change" note="Checked: nothing is committed yet.">
      <div className="flex flex-col gap-4">
        <Difference item={item} />
        <Estimate item={item} />
        {mayDecide ? (
          <Decision item={item} />
        ) : (
          <p className="text-sm text-muted">Somebody whose role allows it must confirm or discard it.</p>
        )}
      </div>
    </Panel>
  );
}

function Decision({ item }: { item: Import }): ReactNode {
  const queryClient = useQueryClient();
  const run = useImportTask();
  const title = importTitle(item);
  const confirm = useMutation({
    mutationFn: () =>
      run({
        start: () => confirmImport(item.id),
        doing: title,
        failed: `${title}: it was not committed`,
        done: () => ({ title: `${title}: committed` }),
      }),
  });
  const discard = useMutation({
    mutationFn: () => cancelImport(item.id),
    onSuccess: (dropped) => putImport(queryClient, dropped),
    onError: (error) => toast.error('It could not be discarded', { description: error.message }),
  });
  const isBusy = confirm.isPending || discard.isPending;
  return (
    <div className="flex flex-wrap gap-2">
      <Button
        variant="primary"
        pending={confirm.isPending}
        disabled={isBusy}
        onClick={() => confirm.mutate()}
      >
        {CONFIRM_WORDS[item.kind]}
      </Button>
      <Button pending={discard.isPending} disabled={isBusy} onClick={() => discard.mutate()}>
        Discard
      </Button>
    </div>
  );
}
