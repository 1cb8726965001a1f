'use client';

import { useQuery } from '@tanstack/react-query';
import { Table2, TriangleAlert } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { FailureNotice } from '@/components/api/failure-notice';
import type { Import } from '@/components/api/imports';
import { importQuery, isOpen } from '@/components/api/queries';
import { useMay } from '@/components/auth/session-context';
import { CancelUpload } from '@/components/imports/cancel-upload';
import { CountsSum } from '@/components/imports/counts-sum';
import { ImportFacts } from '@/components/imports/import-facts';
import { MissingValues } from '@/components/imports/missing-values';
import { RejectsPanel } from '@/components/imports/rejects-panel';
import { RunningProgress } from '@/components/imports/running-progress';
import { StageTimeline } from '@/components/imports/stage-timeline';
import { StateBadge } from '@/components/imports/state-badge';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { PageHeader } from '@/components/ui/page-header';
import { Panel } from '@/components/ui/panel';
import { Skeleton } from '@/components/ui/skeleton';
import { TimeAgo } from '@/components/ui/time-ago';
import { paths } from '@/lib/paths';

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
  return <LoadedImport item={query.data} />;
}

function LoadedImport({ item }: { item: Import }): ReactNode {
  const mayImport = useMay('import');
  const { counts, state } = item;
  const kept = counts ? counts.accepted + counts.anomalous : 0;
  return (
    <>
      <PageHeader
        title={item.fileName}
        badge={<StateBadge state={state} />}
        description={
          <>
            Into{' '}
            <Link href={paths.dataset(item.dataset)} className="text-ink hover:text-accent hover:underline">
              {item.dataset}
            </Link>{' '}
            by {item.createdBy}, <TimeAgo iso={item.createdAt} />
          </>
        }
        actions={<ImportActions item={item} mayImport={mayImport} />}
      />
      <Outcome item={item} mayImport={mayImport} />
      <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="flex min-w-0 flex-col gap-5">
          <Panel title="What became of it">
            <div className="flex flex-col gap-6">
              <StageTimeline item={item} />
              {isOpen(item) ? <RunningProgress item={item} /> : null}
              <CountsSum counts={counts} />
            </div>
          </Panel>
          {counts && counts.rejected > 0 ? <RejectsPanel item={item} /> : null}
          {counts && counts.rejected === 0 && state === 'SUCCEEDED' ? (
            <Panel title="Refused rows">
              <p className="text-muted">None. Every row of the file fits the definition.</p>
            </Panel>
          ) : null}
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

function ImportActions({ item, mayImport }: { item: Import; mayImport: boolean }): ReactNode {
  const { counts, dataset, id, state } = item;
  if (state === 'UPLOADING' && mayImport) return <CancelUpload importId={id} />;
  if (state !== 'SUCCEEDED' || !counts) return null;
  return (
    <>
      {counts.anomalous > 0 ? (
        <Button asChild>
          <Link href={paths.importRows(dataset, id, 'anomalies')}>
            <TriangleAlert aria-hidden />
            Review anomalies
          </Link>
        </Button>
      ) : null}
      <Button asChild variant="primary">
        <Link href={paths.importRows(dataset, id, 'silver')}>
          <Table2 aria-hidden />
          Browse its rows
        </Link>
      </Button>
    </>
  );
}

/** What there is to know beyond the numbers: why it failed, or that it had no effect. */
function Outcome({ item, mayImport }: { item: Import; mayImport: boolean }): ReactNode {
  const { counts, error, state, dataset } = item;
  if (state === 'FAILED') {
    return (
      <Notice
        kind="bad"
        title="Nothing of this file was taken in"
        action={
          mayImport ? (
            <Button asChild>
              <Link href={paths.upload(dataset)}>Upload again</Link>
            </Button>
          ) : undefined
        }
      >
        {error ? (
          <>
            {error.message} <code className="font-mono text-xs text-muted">{error.code}</code>
          </>
        ) : (
          'The reason is not known. Upload the file again; if it fails again, tell an admin.'
        )}
      </Notice>
    );
  }
  if (state === 'CANCELLED') {
    return <Notice kind="info" title="The upload was cancelled. Nothing of this file was taken in." />;
  }
  if (state === 'UNDONE')
    return <Notice kind="info" title="This import was undone: its rows no longer count." />;
  const isRepeat =
    state === 'SUCCEEDED' && counts && counts.accepted > 0 && counts.unchanged === counts.accepted;
  if (isRepeat) {
    return <Notice kind="info" title="Nothing new: every row was there already, with the same values." />;
  }
  return null;
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
