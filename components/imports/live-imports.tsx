'use client';

import { useQueryClient, type InfiniteData, type QueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Import, ImportPage } from '@/components/api/imports';
import { newerImport, putImport } from '@/components/api/put-import';
import { isOpen, keys } from '@/components/api/queries';
import { watchImports } from '@/components/api/watch-imports';

/** Many imports at once bring many events; what has to be fetched anew is fetched at most this often. */
const REFRESH_MS = 1500;

/** Puts every change of an import into the cache as it happens. Renders nothing. */
export function LiveImports(): null {
  const queryClient = useQueryClient();
  useEffect(() => {
    const refresh = createRefresher(queryClient);
    const stop = watchImports({
      onImport: (changed) => {
        const isNew = applyImport(queryClient, changed);
        if (isNew) refresh.later(keys.importList);
        if (!isOpen(changed)) {
          refresh.later(keys.datasets);
          refresh.later(keys.lake);
        }
      },
      onReconnect: () => refresh.later(keys.imports),
    });
    return () => {
      stop();
      refresh.stop();
    };
  }, [queryClient]);
  return null;
}

/** Returns whether no list knew the import. */
function applyImport(queryClient: QueryClient, changed: Import): boolean {
  putImport(queryClient, changed);
  let isNew = true;
  queryClient.setQueriesData<InfiniteData<ImportPage>>({ queryKey: keys.importList }, (lists) => {
    if (!lists) return lists;
    const pages = lists.pages.map((page) => {
      if (!page.items.some(({ id }) => id === changed.id)) return page;
      isNew = false;
      return {
        ...page,
        items: page.items.map((item) => (item.id === changed.id ? newerImport(item, changed) : item)),
      };
    });
    return { ...lists, pages };
  });
  return isNew;
}

function createRefresher(queryClient: QueryClient) {
  const waiting = new Map<string, ReturnType<typeof setTimeout>>();
  return {
    later(queryKey: readonly unknown[]) {
      const name = JSON.stringify(queryKey);
      if (waiting.has(name)) return;
      const timer = setTimeout(() => {
        waiting.delete(name);
        void queryClient.invalidateQueries({ queryKey });
      }, REFRESH_MS);
      waiting.set(name, timer);
    },
    stop() {
      for (const timer of waiting.values()) clearTimeout(timer);
    },
  };
}
