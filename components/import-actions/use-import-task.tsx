'use client';

import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { useCallback, type ReactNode } from 'react';
import { toast } from 'sonner';
import { undoImport } from '@/components/api/change-imports';
import { followImport } from '@/components/api/follow-import';
import type { Import } from '@/components/api/imports';
import { keys } from '@/components/api/queries';
import { paths } from '@/lib/paths';

/** Long enough to read a sentence and to reach for “Undo”. */
const SHOWN_MS = 12_000;

export interface ImportTask {
  /** Begins the import, or sends it on. */
  start: () => Promise<Import>;
  /** `Undoing a.csv` */
  doing: string;
  /** `a.csv could not be undone` */
  failed: string;
  /** What it has done, from its final counts. */
  done: (ended: Import) => { title: string; warns?: boolean };
  /** Offers to take it back. */
  isUndoable?: boolean;
}

/** Gives what runs an import and says in a message how it went. */
export function useImportTask(): (task: ImportTask) => Promise<Import | null> {
  const queryClient = useQueryClient();
  return useCallback((task) => runImportTask(queryClient, task), [queryClient]);
}

/**
 * Runs an import and says how it went: nothing is called done before it has come to its end. Gives the import as it
 * ended; null when it could not even begin.
 */
async function runImportTask(queryClient: QueryClient, task: ImportTask): Promise<Import | null> {
  const id = toast.loading(`${task.doing}…`);
  try {
    const ended = await followImport(queryClient, await task.start());
    await refreshLake(queryClient);
    announce(queryClient, id, task, ended);
    return ended;
  } catch (error) {
    toast.error(task.failed, {
      id,
      description: error instanceof Error ? error.message : 'Try again.',
      duration: SHOWN_MS,
    });
    return null;
  }
}

function announce(queryClient: QueryClient, id: string | number, task: ImportTask, ended: Import): void {
  const link = <ToastLink importId={ended.id} />;
  if (ended.state !== 'SUCCEEDED') {
    const isCancelled = ended.state === 'CANCELLED';
    const description = (
      <>
        {isCancelled ? 'It was cancelled.' : ended.error?.message} {link}
      </>
    );
    toast.error(task.failed, { id, description, duration: SHOWN_MS });
    return;
  }
  const { title, warns = false } = task.done(ended);
  const action = task.isUndoable
    ? { label: 'Undo', onClick: () => void runImportTask(queryClient, undoTask(ended)) }
    : undefined;
  toast[warns ? 'warning' : 'success'](title, { id, description: link, action, duration: SHOWN_MS });
}

function undoTask(undone: Import): ImportTask {
  return {
    start: () => undoImport(undone.id, false),
    doing: 'Undoing it',
    failed: 'It could not be undone',
    done: () => ({ title: 'Undone: everything is as it was before' }),
  };
}

function ToastLink({ importId }: { importId: string }): ReactNode {
  return (
    <Link href={paths.import(importId)} className="font-medium text-accent hover:underline">
      Show the import
    </Link>
  );
}

/** What a commit changes is asked for anew at once, so that the page behind the message shows what it says. */
async function refreshLake(queryClient: QueryClient): Promise<void> {
  await Promise.all(
    [keys.lake, keys.datasets, keys.importList].map((queryKey) =>
      queryClient.invalidateQueries({ queryKey }),
    ),
  );
}
