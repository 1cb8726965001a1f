'use client';

import { useQuery } from '@tanstack/react-query';
import { Database } from 'lucide-react';
import type { ReactNode } from 'react';
import { FailureNotice } from '@/components/api/failure-notice';
import { datasetsQuery } from '@/components/api/queries';
import { useMay } from '@/components/auth/session-context';
import { AddDataset } from '@/components/datasets/add-dataset';
import { DatasetTable } from '@/components/datasets/dataset-table';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { Panel } from '@/components/ui/panel';

export function DatasetsPage(): ReactNode {
  const mayDefine = useMay('define');
  const query = useQuery(datasetsQuery());
  const datasets = query.data;
  return (
    <>
      <PageHeader
        title="Datasets"
        description="What the lake holds: one definition each, and the rows that fit it."
        actions={mayDefine ? <AddDataset /> : null}
      />
      {query.isError && !datasets ? (
        <FailureNotice
          title="The datasets could not be loaded"
          error={query.error}
          onRetry={() => void query.refetch()}
        />
      ) : (
        <Panel flush>
          {datasets?.length === 0 ? (
            <EmptyState icon={Database} title="No dataset yet" actions={mayDefine ? <AddDataset /> : null}>
              {mayDefine
                ? 'A dataset says what its files look like and how their rows are checked. Make one from a sample file, or begin with a ready-made one.'
                : 'A dataset says what its files look like and how their rows are checked. An admin must add the first one.'}
            </EmptyState>
          ) : (
            <DatasetTable datasets={datasets} />
          )}
        </Panel>
      )}
    </>
  );
}
