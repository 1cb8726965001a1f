'use client';

import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { toast } from 'sonner';
import type { Dataset } from '@/components/api/datasets';
import { inferFromSample } from '@/components/api/definitions';
import { datasetsQuery } from '@/components/api/queries';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { PageHeader } from '@/components/ui/page-header';
import { DefinitionEditor } from '../definition-editor';
import { DraftStore } from '../draft/draft-store';
import { readSampleFile } from '../sample/read-sample-file';
import type { BegunDataset } from './begun-dataset';
import { OnlyForAdmins } from './only-for-admins';
import { SavedPanel } from './saved-panel';
import { StartPanel } from './start-panel';
import { useEditorView } from './use-editor-view';

/** A new dataset: from a sample file, from a ready-made definition or from JSON. */
export function NewDatasetPage(): ReactNode {
  const [begun, setBegun] = useState<BegunDataset | null>(null);
  const [saved, setSaved] = useState<Dataset | null>(null);
  return (
    <>
      <PageHeader
        title={saved ? saved.title : 'New dataset'}
        description={
          saved
            ? 'The dataset is there and has no rows yet.'
            : begun
              ? 'Look the definition over, try it on the sample, and save it.'
              : 'A dataset says what its files look like and how their rows are checked.'
        }
        actions={begun && !saved ? <StartOver onStartOver={() => setBegun(null)} /> : null}
      />
      <OnlyForAdmins>
        {saved ? (
          <SavedPanel dataset={saved} file={begun?.file ?? null} />
        ) : begun ? (
          <NewEditor begun={begun} onBegun={setBegun} onSaved={setSaved} />
        ) : (
          <StartPanel onBegin={setBegun} begin={beginWith} />
        )}
      </OnlyForAdmins>
    </>
  );
}

function StartOver({ onStartOver }: { onStartOver: () => void }): ReactNode {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="quiet" onClick={() => setOpen(true)}>
        Start over
      </Button>
      <ConfirmDialog
        open={open}
        onClose={() => setOpen(false)}
        title="Start over?"
        confirmLabel="Start over"
        danger
        onConfirm={onStartOver}
      >
        What you have set here is not saved and would be lost.
      </ConfirmDialog>
    </>
  );
}

interface NewEditorProps {
  begun: BegunDataset;
  onBegun: (begun: BegunDataset) => void;
  onSaved: (dataset: Dataset) => void;
}

function NewEditor({ begun, onBegun, onSaved }: NewEditorProps): ReactNode {
  const [view, setView] = useEditorView();
  const { data: datasets } = useQuery(datasetsQuery());
  return (
    <DefinitionEditor
      store={begun.store}
      dataset={null}
      sample={begun.sample}
      takenNames={datasets?.map(({ name }) => name)}
      notes={begun.notes}
      onSampleFile={(file, sample) => onBegun({ ...begun, file, sample })}
      view={view}
      onView={setView}
      onSaved={(dataset) => {
        toast.success(`${dataset.title} is saved`);
        onSaved(dataset);
        window.scrollTo({ top: 0 });
      }}
    />
  );
}

/**
 * A definition guessed from the first rows of a file.
 * @throws Error with words for the user where the file gives none.
 */
async function beginWith(file: File): Promise<BegunDataset> {
  const sample = await readSampleFile(file);
  const preview = await inferFromSample(sample);
  if (!preview.definition) {
    throw new Error(preview.error?.message ?? 'No columns could be made out in the file.');
  }
  return { store: new DraftStore(null, preview.definition), sample, file, notes: preview.notes ?? [] };
}
