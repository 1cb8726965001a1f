'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { toast } from 'sonner';
import { keys } from '@/components/api/queries';
import { abortUpload } from '@/components/api/uploads';
import { Button } from '@/components/ui/button';

/** Gives up an upload that is not finished, also one that was begun elsewhere. */
export function CancelUpload({ importId }: { importId: string }): ReactNode {
  const queryClient = useQueryClient();
  const abort = useMutation({
    mutationFn: () => abortUpload(importId),
    onSuccess: (item) => queryClient.setQueryData(keys.import(importId), item),
    onError: (error) => toast.error('The upload could not be cancelled', { description: error.message }),
  });
  return (
    <Button variant="danger" pending={abort.isPending} onClick={() => abort.mutate()}>
      Cancel the upload
    </Button>
  );
}
