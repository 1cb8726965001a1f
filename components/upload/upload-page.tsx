'use client';

import { useQuery } from '@tanstack/react-query';
import { FilePlus2, Upload } from 'lucide-react';
import { useCallback, useId, useRef, useState, type ReactNode } from 'react';
import type { Dataset } from '@/components/api/datasets';
import { FailureNotice } from '@/components/api/failure-notice';
import { datasetsQuery } from '@/components/api/queries';
import { useMay } from '@/components/auth/session-context';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { EmptyState } from '@/components/ui/empty-state';
import { Field } from '@/components/ui/field';
import { Notice } from '@/components/ui/notice';
import { PageHeader } from '@/components/ui/page-header';
import { Panel } from '@/components/ui/panel';
import { Select } from '@/components/ui/select';
import { ChooseDatasetDialog } from '@/components/upload/choose-dataset-dialog';
import { DropAnywhere } from '@/components/upload/drop-anywhere';
import { InterruptedUploads } from '@/components/upload/interrupted-uploads';
import { UploadList } from '@/components/upload/upload-list';
import { UploadSummary } from '@/components/upload/upload-summary';
import { uploadQueue, useUploadQueue } from '@/components/upload/use-upload-queue';

/** Where files come in: dropped or chosen, for one dataset, with their progress. */
export function UploadPage({ initialDataset }: { initialDataset: string | null }): ReactNode {
  const mayImport = useMay('import');
  return (
    <>
      <PageHeader
        title="Upload"
        description="Files go straight to the storage in parts; each becomes an import of its own."
      />
      {mayImport ? (
        <Uploader initialDataset={initialDataset} />
      ) : (
        <Notice kind="info" title="Your role does not allow uploads">
          Analysts browse and query. Ask an admin to make you an operator.
        </Notice>
      )}
    </>
  );
}

function Uploader({ initialDataset }: { initialDataset: string | null }): ReactNode {
  const query = useQuery(datasetsQuery());
  const queue = useUploadQueue();
  const [chosen, setChosen] = useState(initialDataset ?? '');
  const [undecided, setUndecided] = useState<File[]>([]);
  const [isDryRun, setIsDryRun] = useState(false);
  const datasets = query.data;
  // Until the list is there the address is believed; the server refuses what does not exist.
  const dataset = datasets ? (datasets.find(({ name }) => name === chosen)?.name ?? null) : chosen || null;

  const take = useCallback(
    (files: File[]) => {
      if (files.length === 0) return;
      if (dataset === null) setUndecided(files);
      else uploadQueue.add(files, dataset, { dryRun: isDryRun, parentId: null });
    },
    [dataset, isDryRun],
  );

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
      <DropAnywhere onFiles={take} />
      <InterruptedUploads uploads={queue.uploads} />
      <Panel>
        <div className="flex flex-col gap-4">
          <div className="flex flex-wrap items-start gap-x-8 gap-y-4">
            <DatasetSelect datasets={datasets} value={dataset ?? ''} onChange={setChosen} />
            <CheckFirst checked={isDryRun} onChange={setIsDryRun} />
          </div>
          <FilePicker onFiles={take} />
        </div>
      </Panel>
      {queue.uploads.length > 0 ? (
        <Panel flush>
          <div className="border-b p-4">
            <UploadSummary queue={queue} />
          </div>
          <UploadList uploads={queue.uploads} />
        </Panel>
      ) : null}
      <ChooseDatasetDialog
        files={undecided}
        datasets={datasets ?? []}
        onClose={() => setUndecided([])}
        onChoose={(name) => {
          uploadQueue.add(undecided, name, { dryRun: isDryRun, parentId: null });
          setChosen(name);
          setUndecided([]);
        }}
      />
    </>
  );
}

interface DatasetSelectProps {
  datasets: readonly Dataset[] | undefined;
  value: string;
  onChange: (name: string) => void;
}

function DatasetSelect({ datasets, value, onChange }: DatasetSelectProps): ReactNode {
  const description = datasets?.find(({ name }) => name === value)?.description;
  return (
    <Field label="Dataset" hint={description ?? 'Which definition the files are checked against.'}>
      {(control) => (
        <Select
          {...control}
          value={value}
          disabled={!datasets}
          options={[
            { value: '', label: datasets ? 'Choose a dataset' : 'Loading…' },
            ...(datasets ?? []).map(({ name, title }) => ({ value: name, label: `${title} (${name})` })),
          ]}
          onValueChange={onChange}
          className="w-full max-w-md"
        />
      )}
    </Field>
  );
}

function CheckFirst({
  checked,
  onChange,
}: {
  checked: boolean;
  onChange: (checked: boolean) => void;
}): ReactNode {
  const noteId = useId();
  return (
    <div className="max-w-md">
      <Checkbox
        label={<span className="font-medium">Check first</span>}
        checked={checked}
        onCheckedChange={onChange}
        aria-describedby={noteId}
      />
      <p id={noteId} className="text-sm text-faint">
        The files are read and compared, and nothing changes until you confirm it on the import’s page.
      </p>
    </div>
  );
}

function FilePicker({ onFiles }: { onFiles: (files: File[]) => void }): ReactNode {
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className="flex flex-col items-center gap-3 rounded-lg border-2 border-dashed border-line-strong bg-canvas px-6 py-10 text-center">
      <FilePlus2 aria-hidden strokeWidth={1.5} className="size-8 text-faint" />
      <p className="font-medium">Drop files or folders anywhere on this page</p>
      <input
        ref={input}
        type="file"
        multiple
        aria-label="Files to upload"
        className="sr-only"
        tabIndex={-1}
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          // The same file can be chosen again, after a failure for instance.
          event.target.value = '';
        }}
      />
      <Button variant="primary" onClick={() => input.current?.click()}>
        Choose files
      </Button>
      <p className="text-sm text-faint">
        CSV and other delimited text, also gzipped, of any size up to 5 TB.
      </p>
    </div>
  );
}
