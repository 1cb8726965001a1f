'use client';

import { X } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { Dataset } from '@/components/api/datasets';
import { IconButton } from '@/components/ui/icon-button';
import { Panel } from '@/components/ui/panel';
import { intake } from '@/components/upload/intake/take-files';
import { DatasetChoice } from '@/components/upload/review/dataset-choice';
import { FileNames } from '@/components/upload/review/file-names';
import { FileView } from '@/components/upload/review/file-view';
import { useFilePreview, type GroupPreview } from '@/components/upload/review/use-group-previews';
import { formatBytes, formatQuantity } from '@/lib/format';

interface GroupCardProps extends GroupPreview {
  datasets: readonly Dataset[];
}

/** Files that look alike, with the first rows of one of them as they would be read. */
export function GroupCard({ datasets, ...first }: GroupCardProps): ReactNode {
  const { group, dataset } = first;
  const { files } = group;
  const [shown, setShown] = useState<File | null>(null);
  const file = shown && files.includes(shown) ? shown : files[0];
  if (!file) return null;
  const title = files.length === 1 ? file.name : formatQuantity(files.length, 'file');
  const chosen = datasets.find(({ name }) => name === dataset) ?? null;
  return (
    <Panel
      title={title}
      note={formatBytes(files.reduce((sum, { size }) => sum + size, 0))}
      actions={
        <IconButton label={`Leave out ${title}`} onClick={() => intake.removeGroup(group.id)}>
          <X />
        </IconButton>
      }
    >
      <div className="flex flex-col gap-4">
        {files.length > 1 ? (
          <FileNames groupId={group.id} files={files} shown={file} onShow={setShown} />
        ) : null}
        <DatasetChoice
          datasets={datasets}
          {...first}
          file={file}
          onChoose={(name) => intake.setDataset(group.id, name)}
        />
        {file === files[0] ? (
          <FileView {...first} fileName={file.name} dataset={chosen} />
        ) : (
          <OtherFile file={file} dataset={chosen} datasets={datasets} />
        )}
      </div>
    </Panel>
  );
}

interface OtherFileProps {
  file: File;
  dataset: Dataset | null;
  datasets: readonly Dataset[];
}

function OtherFile({ file, dataset, datasets }: OtherFileProps): ReactNode {
  const view = useFilePreview(file, dataset, datasets);
  return <FileView fileName={file.name} dataset={dataset} {...view} />;
}
