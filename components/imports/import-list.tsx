'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { History, SearchX } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { FailureNotice } from '@/components/api/failure-notice';
import type { ImportFilter } from '@/components/api/imports';
import { importsQuery } from '@/components/api/queries';
import { useMay } from '@/components/auth/session-context';
import { ImportTable } from '@/components/imports/import-table';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { formatQuantity } from '@/lib/format';
import { paths } from '@/lib/paths';

const PAGE_SIZE = 25;

interface ImportListProps {
  filter: ImportFilter;
  withDataset?: boolean;
  /** Shows all again; null where nothing is left out. */
  onClear?: (() => void) | null;
}

/** The history under a filter, newest first, with the older ones a click away. */
export function ImportList({ filter, withDataset = true, onClear = null }: ImportListProps): ReactNode {
  const mayImport = useMay('import');
  const query = useInfiniteQuery(importsQuery(filter, PAGE_SIZE));
  const imports = query.data?.pages.flatMap((page) => page.items);
  if (query.isError && !imports) {
    return (
      <div className="p-4">
        <FailureNotice
          title="The imports could not be loaded"
          error={query.error}
          onRetry={() => void query.refetch()}
        />
      </div>
    );
  }
  if (imports?.length === 0 && !query.hasNextPage) {
    return onClear ? (
      <EmptyState
        icon={SearchX}
        title="No import fits"
        actions={<Button onClick={onClear}>Show all imports</Button>}
      >
        The whole history has been looked through.
      </EmptyState>
    ) : (
      <EmptyState
        icon={History}
        title="Nothing has been imported yet"
        actions={
          mayImport ? (
            <Button asChild variant="primary">
              <Link href={paths.upload(filter.dataset)}>Upload files</Link>
            </Button>
          ) : null
        }
      >
        Every file, posted batch and scheduled pull appears here with what became of its rows.
      </EmptyState>
    );
  }
  return (
    <>
      <ImportTable label="Imports" imports={imports} expectedRows={10} withDataset={withDataset} />
      <div className="flex min-h-12 items-center gap-3 border-t px-4 py-2 text-sm text-muted">
        {imports ? `${formatQuantity(imports.length, 'import')} shown` : null}
        {query.hasNextPage ? (
          <Button
            size="sm"
            pending={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
            className="ml-auto"
          >
            {query.isFetchingNextPage ? 'Loading…' : 'Look at older imports'}
          </Button>
        ) : null}
      </div>
    </>
  );
}
