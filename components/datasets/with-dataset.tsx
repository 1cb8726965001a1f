'use client';

import { useQuery } from '@tanstack/react-query';
import { DatabaseZap } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { ApiError } from '@/components/api/api-error';
import type { Dataset } from '@/components/api/datasets';
import { FailureNotice } from '@/components/api/failure-notice';
import { datasetQuery } from '@/components/api/queries';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Panel } from '@/components/ui/panel';
import { Skeleton } from '@/components/ui/skeleton';
import { paths } from '@/lib/paths';

/** Gives a dataset to its page once it is there; says so when there is none of that name. */
export function WithDataset({
  name,
  children,
}: {
  name: string;
  children: (dataset: Dataset) => ReactNode;
}): ReactNode {
  const query = useQuery(datasetQuery(name));
  if (query.data) return children(query.data);
  if (!query.isError) return <Skeleton className="h-[60vh] w-full rounded-lg" />;
  if (query.error instanceof ApiError && ['dataset-not-found', 'not-found'].includes(query.error.code)) {
    return (
      <Panel>
        <EmptyState
          icon={DatabaseZap}
          title={`There is no dataset ${name}`}
          actions={
            <Button asChild>
              <Link href={paths.datasets}>All datasets</Link>
            </Button>
          }
        >
          The address may be mistyped.
        </EmptyState>
      </Panel>
    );
  }
  return (
    <FailureNotice
      title="The dataset could not be loaded"
      error={query.error}
      onRetry={() => void query.refetch()}
    />
  );
}
