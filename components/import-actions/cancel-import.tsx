'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Ban } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { toast } from 'sonner';
import { cancelImport } from '@/components/api/change-imports';
import type { Import } from '@/components/api/imports';
import { putImport } from '@/components/api/put-import';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';

/** Ends an import that is not committed, also one that was begun elsewhere. */
export function CancelImport({ item }: { item: Import }): ReactNode {
  const [open, setOpen] = useState(false);
  const queryClient = useQueryClient();
  const isUpload = item.state === 'UPLOADING';
  const cancel = useMutation({
    mutationFn: () => cancelImport(item.id),
    onSuccess: (cancelled) => putImport(queryClient, cancelled),
    onError: (error) => toast.error('It could not be cancelled', { description: error.message }),
  });
  return (
    <>
      <Button variant="danger" pending={cancel.isPending} onClick={() => setOpen(true)}>
        <Ban aria-hidden />
        {isUpload ? 'Cancel the upload' : 'Cancel'}
      </Button>
      <ConfirmDialog
        open={open}
        onClose={() => setOpen(false)}
        title={isUpload ? 'Cancel the upload?' : 'Cancel the import?'}
        confirmLabel={isUpload ? 'Cancel the upload' : 'Cancel the import'}
        onConfirm={() => cancel.mutate()}
        danger
      >
        It stops within seconds and leaves nothing behind: no row of it counts, and what has been written of
        it is removed. Once it has begun to commit it can no longer be cancelled, only undone.
      </ConfirmDialog>
    </>
  );
}
