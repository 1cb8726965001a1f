'use client';

import { useQuery } from '@tanstack/react-query';
import clsx from 'clsx';
import { useSearchParams } from 'next/navigation';
import type { ReactNode } from 'react';
import { FailureNotice } from '@/components/api/failure-notice';
import type { Import } from '@/components/api/imports';
import { importQuery, isOpen } from '@/components/api/queries';
import { useMay } from '@/components/auth/session-context';
import { CheckedImport } from '@/components/import-actions/checked-import';
import { Difference } from '@/components/import-actions/difference';
import { bringsRows } from '@/components/import-actions/import-words';
import { CountsSum } from '@/components/imports/counts-sum';
import { ImportChain } from '@/components/imports/import-chain';
import { ImportFacts } from '@/components/imports/import-facts';
import { ImportHeader } from '@/components/imports/import-header';
import { ImportOutcome } from '@/components/imports/import-outcome';
import { MissingValues } from '@/components/imports/missing-values';
import { RejectsPanel } from '@/components/rejects/rejects-panel';
import { RunningProgress } from '@/components/imports/running-progress';
import { StageTimeline } from '@/components/imports/stage-timeline';
import { PageHeader } from '@/components/ui/page-header';
import { Panel } from '@/components/ui/panel';
import { Skeleton } from '@/components/ui/skeleton';

/** One import: how far it is, what became of its rows, and why some were refused. */
export function ImportPage({ id }: { id: string }): ReactNode {
  const query = useQuery(importQuery(id));
  if (query.isError && !query.data) {
    return (
      <>
        <PageHeader title="Import" description={id} />
        <FailureNotice
          title="The import could not be loaded"
          error={query.error}
          onRetry={() => void query.refetch()}
        />
      </>
    );
  }
  if (!query.data) return <ImportSkeleton />;
  return <LoadedImport key={id} item={query.data} />;
}

function LoadedImport({ item }: { item: Import }): ReactNode {
  const mayImport = useMay('import');
  const { counts, state } = item;
  const kept = counts ? counts.accepted + counts.anomalous : 0;
  const hasRows = bringsRows(item);
  // The grid in which rows are repaired has as many columns as the file and takes the whole width.
  const isRepairing = useSearchParams().get('as') === 'grid';
  return (
    <>
      <ImportHeader item={item} mayImport={mayImport} />
      <ImportOutcome item={item} mayImport={mayImport} />
      <div
        className={clsx(
          'grid items-start gap-5',
          isRepairing ? 'grid-cols-[minmax(0,1fr)]' : 'xl:grid-cols-[minmax(0,1fr)_22rem]',
        )}
      >
        <div className="flex min-w-0 flex-col gap-5">
          {state === 'CHECKED' ? <CheckedImport item={item} /> : null}
          {state === 'CHECKED' && !hasRows ? null : <WhatBecameOfIt item={item} />}
          {hasRows && counts && counts.rejected > 0 ? (
            <RejectsPanel item={item} isRepairing={isRepairing} />
          ) : null}
          {hasRows && counts?.rejected === 0 && state === 'SUCCEEDED' ? (
            <Panel title="Refused rows">
              <p className="text-muted">None. Every row of the file fits the definition.</p>
            </Panel>
          ) : null}
          <ImportChain item={item} />
        </div>
        <div className="flex min-w-0 flex-col gap-5">
          <Panel title="Facts" flush>
            <ImportFacts item={item} />
          </Panel>
          {item.missing && Object.keys(item.missing).length > 0 ? (
            <Panel title="Missing values" note="among the rows kept" flush>
              <MissingValues missing={item.missing} rows={kept} />
            </Panel>
          ) : null}
        </div>
      </div>
    </>
  );
}

/** Its way through the stages and its numbers: the sums for what brings rows, what happened to which for the rest. */
function WhatBecameOfIt({ item }: { item: Import }): ReactNode {
  const { counts, effect, kind, state } = item;
  const hasRows = bringsRows(item);
  const hasCommitted = state === 'SUCCEEDED' || state === 'UNDONE';
  return (
    <Panel title={state === 'CHECKED' ? 'What was found' : hasRows ? 'What became of it' : 'What it did'}>
      <div className="flex flex-col gap-6">
        {hasRows || isOpen(item) ? <StageTimeline item={item} /> : null}
        {isOpen(item) && hasRows ? <RunningProgress item={item} /> : null}
        {hasRows ? <CountsSum counts={counts} /> : null}
        {hasCommitted && (!hasRows || (kind === 'replay' && effect)) ? (
          <Difference item={item} besideCounts={hasRows} />
        ) : null}
        {!hasRows && !hasCommitted ? (
          <p className="text-sm text-muted">
            {isOpen(item) ? 'The numbers appear when it is committed.' : 'It has changed nothing.'}
          </p>
        ) : null}
      </div>
    </Panel>
  );
}

function ImportSkeleton(): ReactNode {
  return (
    <div role="status" aria-label="Loading the import" className="contents">
      <PageHeader
        title={<Skeleton className="my-1 h-5 w-64" />}
        description={<Skeleton className="my-1 h-4 w-80" />}
      />
      <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <Panel title="What became of it">
          <div className="flex flex-col gap-6">
            <Skeleton className="h-7 w-full" />
            <CountsSum counts={null} />
          </div>
        </Panel>
        <Panel title="Facts">
          <Skeleton className="h-96 w-full" />
        </Panel>
      </div>
    </div>
  );
}
