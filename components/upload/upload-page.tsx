'use client';

import { useQuery } from '@tanstack/react-query';
import { Upload } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useRef, type ReactNode } from 'react';
import { toast } from 'sonner';
import type { Dataset } from '@/components/api/datasets';
import { FailureNotice } from '@/components/api/failure-notice';
import { datasetsQuery } from '@/components/api/queries';
import { useMay } from '@/components/auth/session-context';
import { EmptyState } from '@/components/ui/empty-state';
import { Notice } from '@/components/ui/notice';
import { PageHeader } from '@/components/ui/page-header';
import { Panel } from '@/components/ui/panel';
import { Select } from '@/components/ui/select';
import { FilePicker } from '@/components/upload/intake/file-picker';
import { takeFiles, useIntake } from '@/components/upload/intake/take-files';
import { InterruptedUploads } from '@/components/upload/interrupted-uploads';
import { UploadReview } from '@/components/upload/review/upload-review';
import { UploadList } from '@/components/upload/upload-list';
import { UploadSummary } from '@/components/upload/upload-summary';
import { useUploadQueue } from '@/components/upload/use-upload-queue';
import { paths } from '@/lib/paths';

/** Where files come in: dropped, chosen or pasted, looked at, and sent with their progress. */
export function UploadPage({ initialDataset }: { initialDataset: string | null }): ReactNode {
  const mayImport = useMay('import');
  return (
    <>
      <PageHeader
        title="Upload"
        description="Files are looked at first, then go straight to the storage; each becomes an import of its own."
      />
      {mayImport ? (
        <Uploader wanted={initialDataset} />
      ) : (
        <Notice kind="info" title="Your role does not allow uploads">
          Analysts browse and query. Ask an admin to make you an operator.
        </Notice>
      )}
    </>
  );
}

/** @param wanted the dataset in the address: new files are meant for it */
function Uploader({ wanted }: { wanted: string | null }): ReactNode {
  const query = useQuery(datasetsQuery());
  const queue = useUploadQueue();
  const { groups } = useIntake();
  const list = useRef<HTMLDivElement>(null);
  const datasets = query.data;
  // Until the list is there the address is believed; the server refuses what does not exist.
  const dataset = datasets ? (datasets.find(({ name }) => name === wanted)?.name ?? null) : wanted;

  if (query.isError && !datasets) {
    return (
      <FailureNotice
        title="The datasets could not be loaded"
        error={query.error}
        onRetry={() => void query.refetch()}
      />
    );
  }
  if (datasets?.length === 0) {
    return (
      <Panel>
        <EmptyState icon={Upload} title="There is no dataset to upload into">
          A dataset says what its files look like. An admin adds the first one under Datasets.
        </EmptyState>
      </Panel>
    );
  }
  return (
    <>
      <InterruptedUploads uploads={queue.uploads} />
      <Panel>
        <div className="flex flex-col gap-3">
          <Destination datasets={datasets} value={dataset} />
          <FilePicker
            compact={groups.length > 0 || queue.uploads.length > 0}
            onFiles={(gathered) => {
              takeFiles(gathered, dataset).catch(() =>
                toast.error('The files could not be read. Choose them again.'),
              );
            }}
          />
        </div>
      </Panel>
      <UploadReview
        datasets={datasets}
        // The list is drawn with the next frame; the button that was pressed is gone by then.
        onSent={() => requestAnimationFrame(() => list.current?.focus())}
      />
      {queue.uploads.length > 0 ? (
        <div ref={list} tabIndex={-1} className="scroll-mt-16 outline-none">
          <Panel flush>
            <div className="border-b p-4">
              <UploadSummary queue={queue} />
            </div>
            <UploadList uploads={queue.uploads} />
          </Panel>
        </div>
      ) : null}
    </>
  );
}

interface DestinationProps {
  datasets: readonly Dataset[] | undefined;
  value: string | null;
}

/** For whoever knows beforehand where files go; it is kept in the address, so that it can be a bookmark. */
function Destination({ datasets, value }: DestinationProps): ReactNode {
  const router = useRouter();
  return (
    <label className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
      <span className="text-muted">New files go into</span>
      <Select
        value={value ?? ''}
        disabled={!datasets}
        options={[
          { value: '', label: 'the dataset whose columns they have' },
          ...(datasets ?? (value ? [{ name: value, title: value }] : [])).map(({ name, title }) => ({
            value: name,
            label: title,
          })),
        ]}
        onValueChange={(name) => router.replace(paths.upload(name), { scroll: false })}
        className="w-full max-w-80"
      />
    </label>
  );
}
