'use client';

import { Upload } from 'lucide-react';
import Link from 'next/link';
import { useSelectedLayoutSegment } from 'next/navigation';
import type { ReactNode } from 'react';
import { useMay } from '@/components/auth/session-context';
import { useFollowedDataset } from '@/components/datasets/use-followed-dataset';
import { ZoneMark } from '@/components/lake/zone-mark';
import { Button } from '@/components/ui/button';
import { PageHeader } from '@/components/ui/page-header';
import { Skeleton } from '@/components/ui/skeleton';
import { TabLinks } from '@/components/ui/tab-links';
import { TimeAgo } from '@/components/ui/time-ago';
import { formatBytes, formatCount } from '@/lib/format';
import { DATASET_TABS, paths, type DatasetTab } from '@/lib/paths';

const TAB_WORDS: Record<DatasetTab, string> = {
  browse: 'Browse',
  sql: 'SQL',
  review: 'Review',
  views: 'Views',
  definition: 'Definition',
  imports: 'Imports',
};

/** Title, size and tabs of a dataset, above each of its pages. */
export function DatasetHeader({ name }: { name: string }): ReactNode {
  const mayImport = useMay('import');
  const segment = useSelectedLayoutSegment();
  const { data: dataset } = useFollowedDataset(name);
  return (
    <div className="flex flex-col gap-3">
      <PageHeader
        title={dataset?.title ?? name}
        description={
          dataset ? (
            <span className="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm tabular-nums">
              <span className="inline-flex items-center gap-1.5">
                <ZoneMark zone="silver" />
                {formatCount(dataset.rows ?? 0)} rows
              </span>
              <span className="inline-flex items-center gap-1.5">
                <ZoneMark zone="anomalies" />
                {formatCount(dataset.anomalies ?? 0)} anomalies
              </span>
              {dataset.recordsBehind ? (
                <span>Look-up by key is {formatCount(dataset.recordsBehind)} rows behind</span>
              ) : null}
              {dataset.bytes ? <span>{formatBytes(dataset.bytes)} stored</span> : null}
              <span>
                {dataset.lastImportAt ? (
                  <>
                    Last import <TimeAgo iso={dataset.lastImportAt} />
                  </>
                ) : (
                  'Nothing imported yet'
                )}
              </span>
            </span>
          ) : (
            <Skeleton className="my-1 h-3.5 w-72" />
          )
        }
        actions={
          mayImport ? (
            <Button asChild variant="primary">
              <Link href={paths.upload(name)}>
                <Upload aria-hidden />
                Upload files
              </Link>
            </Button>
          ) : null
        }
      />
      <TabLinks
        label="Parts of the dataset"
        current={segment ?? 'browse'}
        tabs={DATASET_TABS.map((tab) => ({
          id: tab,
          label:
            tab === 'review' && dataset?.anomalies ? (
              <>
                {TAB_WORDS.review}{' '}
                <span className="text-sm text-anomalies-ink tabular-nums">
                  {formatCount(dataset.anomalies)}
                </span>
              </>
            ) : (
              TAB_WORDS[tab]
            ),
          href: paths.dataset(name, tab),
        }))}
      />
    </div>
  );
}
