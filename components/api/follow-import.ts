import { QueryObserver, type QueryClient } from '@tanstack/react-query';
import type { Import } from '@/components/api/imports';
import { putImport } from '@/components/api/put-import';
import { importQuery, isOpen } from '@/components/api/queries';

/**
 * Waits until an import that has just been started or sent on has come to an end, whatever that is. A poll that fails
 * is followed by the next one, so this ends with the import or with the page.
 */
export function followImport(queryClient: QueryClient, started: Import): Promise<Import> {
  putImport(queryClient, started);
  const observer = new QueryObserver(queryClient, importQuery(started.id));
  return new Promise((resolve) => {
    const settle = (item: Import | undefined) => {
      if (!item || isOpen(item)) return;
      stop();
      resolve(item);
    };
    const stop = observer.subscribe(({ data }) => settle(data));
    settle(observer.getCurrentResult().data);
  });
}
