'use client';

import { CircleCheck, Upload } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import type { ReactNode } from 'react';
import type { Dataset } from '@/components/api/datasets';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Panel } from '@/components/ui/panel';
import { uploadQueue } from '@/components/upload/use-upload-queue';
import { paths } from '@/lib/paths';

interface SavedPanelProps {
  dataset: Dataset;
  /** The file that the definition was tried on, which is likely the first one to import. */
  file: File | null;
}

/** The dataset is there: what comes next. */
export function SavedPanel({ dataset, file }: SavedPanelProps): ReactNode {
  const router = useRouter();
  const importFile = () => {
    if (!file) return;
    uploadQueue.add([file], dataset.name, { dryRun: false, parentId: null });
    router.push(paths.upload(dataset.name));
  };
  return (
    <Panel>
      <EmptyState
        icon={CircleCheck}
        title={`${dataset.title} is ready for its first file`}
        actions={
          <>
            {file ? (
              <Button variant="primary" onClick={importFile}>
                <Upload aria-hidden />
                Import {file.name}
              </Button>
            ) : null}
            <Button asChild variant={file ? 'secondary' : 'primary'}>
              <Link href={paths.upload(dataset.name)}>{file ? 'Upload other files' : 'Upload files'}</Link>
            </Button>
            <Button asChild>
              <Link href={paths.dataset(dataset.name, 'definition')}>See the definition</Link>
            </Button>
          </>
        }
      >
        {file
          ? 'Only the beginning of the sample was looked at. Import it to have all of its rows checked and kept.'
          : 'Upload one, or send rows through the API.'}
      </EmptyState>
    </Panel>
  );
}
