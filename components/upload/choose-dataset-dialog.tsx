'use client';

import { useState, type ReactNode } from 'react';
import type { Dataset } from '@/components/api/datasets';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { formatBytes, formatQuantity } from '@/lib/format';

interface ChooseDatasetDialogProps {
  /** The files that wait for the answer; none means closed. */
  files: readonly File[];
  datasets: readonly Dataset[];
  onChoose: (dataset: string) => void;
  onClose: () => void;
}

/** Asks into which dataset files go that came before one was chosen. */
export function ChooseDatasetDialog({
  files,
  datasets,
  onChoose,
  onClose,
}: ChooseDatasetDialogProps): ReactNode {
  const [name, setName] = useState('');
  const bytes = files.reduce((sum, file) => sum + file.size, 0);
  return (
    <Dialog
      open={files.length > 0}
      onOpenChange={(open) => (open ? undefined : onClose())}
      title="Which dataset?"
      description={`${formatQuantity(files.length, 'file')}, ${formatBytes(bytes)}`}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" disabled={name === ''} onClick={() => onChoose(name)}>
            Upload
          </Button>
        </>
      }
    >
      <Field label="Dataset" hint="All of these files are checked against its definition.">
        {(control) => (
          <Select
            {...control}
            value={name}
            options={[
              { value: '', label: 'Choose a dataset' },
              ...datasets.map((dataset) => ({
                value: dataset.name,
                label: `${dataset.title} (${dataset.name})`,
              })),
            ]}
            onValueChange={setName}
          />
        )}
      </Field>
    </Dialog>
  );
}
