'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { RotateCw } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState, type ReactNode } from 'react';
import { toast } from 'sonner';
import { replayDataset } from '@/components/api/change-imports';
import type { Dataset } from '@/components/api/datasets';
import { putImport } from '@/components/api/put-import';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { paths } from '@/lib/paths';

/** Lets an admin see what the current definition would make of all files, and then switch over to it. */
export function ReplayDataset({ dataset }: { dataset: Dataset }): ReactNode {
  const [open, setOpen] = useState(false);
  const router = useRouter();
  const queryClient = useQueryClient();
  const begin = useMutation({
    mutationFn: () => replayDataset(dataset.name, true),
    onSuccess: (started) => {
      putImport(queryClient, started);
      router.push(paths.import(started.id));
    },
    onError: (error) => toast.error('The replay could not be begun', { description: error.message }),
  });
  return (
    <>
      <Button size="sm" pending={begin.isPending} onClick={() => setOpen(true)}>
        <RotateCw aria-hidden />
        Replay all files
      </Button>
      <ConfirmDialog
        open={open}
        onClose={() => setOpen(false)}
        title={`Replay ${dataset.title}?`}
        confirmLabel="Work out the difference"
        onConfirm={() => begin.mutate()}
      >
        <div className="flex flex-col gap-3">
          <p>
            All files of the imports that count are read again under version {dataset.version} of the
            definition. First you see how many rows would be new, changed, unchanged, refused and gone;
            nothing is switched until you confirm it.
          </p>
          <p className="text-muted">
            Readers see the rows as they are now until all of the new ones are there, and files can be
            imported meanwhile.
          </p>
        </div>
      </ConfirmDialog>
    </>
  );
}
