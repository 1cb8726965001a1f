'use client';

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Database, Upload } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import type { Dataset } from '@/components/api/datasets';
import { FailureNotice } from '@/components/api/failure-notice';
import { datasetsQuery, importsQuery, metricsQuery } from '@/components/api/queries';
import { useMay } from '@/components/auth/session-context';
import { AddDataset } from '@/components/datasets/add-dataset';
import { ImportTable } from '@/components/imports/import-table';
import { ZoneMark } from '@/components/lake/zone-mark';
import { findSeries, total } from '@/components/monitoring/metric-points';
import { AttentionList } from '@/components/overview/attention-list';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Figure, Figures } from '@/components/ui/figures';
import { PageHeader } from '@/components/ui/page-header';
import { Panel } from '@/components/ui/panel';
import { Skeleton } from '@/components/ui/skeleton';
import { TimeAgo } from '@/components/ui/time-ago';
import { formatCount, formatQuantity, formatShare } from '@/lib/format';
import { paths } from '@/lib/paths';

const RECENT_IMPORTS = 8;
const DAY_SECONDS = 86_400;
const HOUR_SECONDS = 3600;
const REFRESH_MS = 30_000;

/** What needs attention, what the last day has brought, and what the lake holds. */
export function OverviewPage(): ReactNode {
  const mayImport = useMay('import');
  const datasets = useQuery({ ...datasetsQuery(), refetchInterval: REFRESH_MS });
  const recent = useInfiniteQuery(importsQuery({ withoutClosed: true }, RECENT_IMPORTS));
  const recentImports = recent.data?.pages[0]?.items;
  if (datasets.data?.length === 0) return <Welcome />;
  return (
    <>
      <PageHeader
        title="Overview"
        description="What needs attention, and what the last day has brought."
        actions={
          mayImport ? (
            <Button asChild variant="primary">
              <Link href={paths.upload()}>
                <Upload aria-hidden />
                Upload files
              </Link>
            </Button>
          ) : null
        }
      />
      {datasets.isError ? (
        <FailureNotice
          title="The datasets could not be loaded"
          error={datasets.error}
          onRetry={() => void datasets.refetch()}
        />
      ) : null}
      <DayFigures datasets={datasets.data} />
      <Panel title="Needs attention" flush>
        <AttentionList />
      </Panel>
      <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,1fr)_20rem]">
        <Panel title="Latest imports" actions={<MoreLink href={paths.imports()}>All imports</MoreLink>} flush>
          {recentImports?.length === 0 ? (
            <EmptyState icon={Upload} title="Nothing has been imported yet">
              The first file you upload appears here with what became of its rows.
            </EmptyState>
          ) : (
            <ImportTable label="Latest imports" imports={recentImports} expectedRows={RECENT_IMPORTS} brief />
          )}
        </Panel>
        <Panel title="Datasets" actions={<MoreLink href={paths.datasets}>All datasets</MoreLink>} flush>
          <DatasetList datasets={datasets.data} />
        </Panel>
      </div>
    </>
  );
}

function MoreLink({ href, children }: { href: string; children: ReactNode }): ReactNode {
  return (
    <Link href={href} className="text-sm font-medium text-accent hover:underline">
      {children}
    </Link>
  );
}

function DayFigures({ datasets }: { datasets: readonly Dataset[] | undefined }): ReactNode {
  const { data: report } = useQuery(metricsQuery(DAY_SECONDS, HOUR_SECONDS, REFRESH_MS));
  const sum = (metric: Parameters<typeof findSeries>[1]) =>
    report ? total(findSeries(report, metric, 'Sum')) : 0;
  const received = sum('RowsReceived');
  const anomalous = sum('RowsAnomalous');
  const rejected = sum('RowsRejected');
  const failed = sum('ImportsFailed');
  const rows = datasets?.reduce((all, dataset) => all + (dataset.rows ?? 0), 0);
  const whenKnown = (value: ReactNode) => (report ? value : undefined);
  return (
    <Figures>
      <Figure
        label={
          <>
            <ZoneMark zone="silver" /> Rows in the lake
          </>
        }
        value={rows === undefined ? undefined : formatCount(rows)}
        note={datasets ? `in ${formatQuantity(datasets.length, 'dataset')}` : null}
      />
      <Figure
        label={
          <>
            <ZoneMark zone="bronze" /> Rows received
          </>
        }
        value={whenKnown(formatCount(received))}
        note="in the last 24 hours"
      />
      <Figure
        label="Imports"
        value={whenKnown(formatCount(sum('ImportsSucceeded') + failed))}
        note={whenKnown(
          failed > 0 ? <span className="text-bad">{formatCount(failed)} failed</span> : 'none failed',
        )}
      />
      <Figure
        label={
          <>
            <ZoneMark zone="anomalies" /> Anomalous
          </>
        }
        value={whenKnown(formatCount(anomalous))}
        note={whenKnown(`${formatShare(anomalous, received)} of the rows`)}
      />
      <Figure
        label={
          <>
            <ZoneMark zone="rejects" /> Rejected
          </>
        }
        value={whenKnown(formatCount(rejected))}
        note={whenKnown(`${formatShare(rejected, received)} of the rows`)}
      />
    </Figures>
  );
}

function DatasetList({ datasets }: { datasets: readonly Dataset[] | undefined }): ReactNode {
  if (!datasets) return <Skeleton className="m-4 h-40" />;
  return (
    <ul className="divide-y">
      {datasets.map((dataset) => (
        <li key={dataset.name} className="flex items-baseline justify-between gap-4 px-4 py-2.5">
          <div className="min-w-0">
            <Link
              prefetch={false}
              href={paths.dataset(dataset.name)}
              className="block truncate font-medium hover:text-accent hover:underline"
            >
              {dataset.title}
            </Link>
            <span className="text-sm text-faint">
              {dataset.lastImportAt ? <TimeAgo iso={dataset.lastImportAt} /> : 'nothing imported yet'}
            </span>
          </div>
          <span className="text-right text-sm whitespace-nowrap tabular-nums">
            {formatCount(dataset.rows ?? 0)} <span className="text-faint">rows</span>
          </span>
        </li>
      ))}
    </ul>
  );
}

/** The first visit, when there is no dataset yet. */
function Welcome(): ReactNode {
  const mayDefine = useMay('define');
  return (
    <>
      <PageHeader title="Overview" />
      <Panel>
        <EmptyState icon={Database} title="The lake is empty" actions={mayDefine ? <AddDataset /> : null}>
          {mayDefine
            ? 'Add a dataset: it says what its files look like. Then upload a file and watch it become rows.'
            : 'An admin must add a dataset before files can be uploaded.'}
        </EmptyState>
      </Panel>
    </>
  );
}
