'use client';

import { useRouter } from 'next/navigation';
import { useState, type ReactNode } from 'react';
import { toast } from 'sonner';
import type { Dataset } from '@/components/api/datasets';
import type { Sample } from '@/components/api/definitions';
import { WithDataset } from '@/components/datasets/with-dataset';
import { paths } from '@/lib/paths';
import { describeConsequences } from '../changes/describe-consequences';
import { DefinitionEditor } from '../definition-editor';
import { conciseDefinition } from '../draft/concise-definition';
import { DraftStore } from '../draft/draft-store';
import { toDraft } from '../draft/to-draft';
import { OnlyForAdmins } from './only-for-admins';
import { useEditorView } from './use-editor-view';

/** The definition of a dataset, to be changed and saved as its next version. */
export function EditDefinitionPage({ name }: { name: string }): ReactNode {
  return (
    <OnlyForAdmins>
      <WithDataset name={name}>{(dataset) => <Editor dataset={dataset} />}</WithDataset>
    </OnlyForAdmins>
  );
}

function Editor({ dataset }: { dataset: Dataset }): ReactNode {
  // What is edited stays what it was when the page was opened, whoever saves meanwhile.
  const [edited, setEdited] = useState(dataset);
  const [store] = useState(() => new DraftStore(toDraft(conciseDefinition(dataset.definition))));
  const [sample, setSample] = useState<Sample | null>(null);
  const [view, setView] = useEditorView();
  const router = useRouter();
  return (
    <DefinitionEditor
      store={store}
      dataset={edited}
      sample={sample}
      onSampleFile={(_, read) => setSample(read)}
      view={view}
      onView={setView}
      onMerged={setEdited}
      onSaved={(saved) => {
        const before = toDraft(conciseDefinition(edited.definition));
        const needsReplay =
          Boolean(saved.lastImportAt) &&
          describeConsequences(before, store.getDraft()).some((consequence) => consequence.needsReplay);
        toast.success(`Version ${saved.version} is saved`, {
          description: needsReplay
            ? 'Replay all files to have it hold for the rows that are there.'
            : undefined,
        });
        router.push(paths.dataset(saved.name, 'definition'));
      }}
    />
  );
}
