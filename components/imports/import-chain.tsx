'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Import } from '@/components/api/imports';
import { importsQuery } from '@/components/api/queries';
import { CHAIN_PAGE_SIZE } from '@/components/import-actions/use-was-brought-back';
import { ImportTable } from '@/components/imports/import-table';
import { Button } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';

/** All that began with one import: its repairs, undos and replays. Not shown while it stands alone. */
export function ImportChain({ item }: { item: Import }): ReactNode {
  const query = useInfiniteQuery(importsQuery({ rootId: item.rootId ?? item.id }, CHAIN_PAGE_SIZE));
  const chain = query.data?.pages.flatMap((page) => page.items) ?? [];
  if (chain.length < 2) return null;
  return (
    <Panel title="What belongs together" note="a first import, its repairs, undos and replays" flush>
      <ImportTable
        label="Imports of the same beginning"
        imports={chain}
        expectedRows={chain.length}
        withDataset={false}
        currentId={item.id}
        brief
      />
      {query.hasNextPage ? (
        <div className="border-t px-4 py-2">
          <Button size="sm" pending={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            Show older ones
          </Button>
        </div>
      ) : null}
    </Panel>
  );
}
