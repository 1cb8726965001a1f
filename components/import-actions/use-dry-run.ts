import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { toast } from 'sonner';
import { cancelImport } from '@/components/api/change-imports';
import type { Import } from '@/components/api/imports';
import { putImport } from '@/components/api/put-import';
import { importQuery } from '@/components/api/queries';

export interface DryRun {
  /** As far as it is known; undefined before the server has answered. */
  item: Import | undefined;
  error: Error | null;
  begin: () => void;
  /** Gives it up: nothing of it stays. */
  drop: () => void;
  /** Leaves it to whoever goes on with it. */
  release: () => void;
}

/** A dry run that belongs to a window: dropped when the window is closed without going on. */
export function useDryRun(start: () => Promise<Import>): DryRun {
  const queryClient = useQueryClient();
  const round = useRef(0);
  const drop = (id: string) =>
    cancelImport(id).then(
      (dropped) => putImport(queryClient, dropped),
      (error: Error) => toast.error('The dry run could not be dropped', { description: error.message }),
    );
  const starting = useMutation({
    mutationFn: async () => {
      const own = (round.current += 1);
      const item = await start();
      // The window was closed before the server had answered.
      if (own !== round.current) await drop(item.id);
      return item;
    },
    onSuccess: (item) => putImport(queryClient, item),
  });
  const id = starting.data?.id;
  const { data: item } = useQuery({ ...importQuery(id ?? ''), enabled: id !== undefined });
  return {
    item: id === undefined ? undefined : item,
    error: starting.error,
    begin: () => starting.mutate(),
    drop: () => {
      round.current += 1;
      starting.reset();
      const isThere = item && item.state !== 'FAILED' && item.state !== 'CANCELLED';
      if (isThere && id !== undefined) void drop(id);
    },
    release: () => starting.reset(),
  };
}
