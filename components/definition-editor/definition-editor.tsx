'use client';

import { useState, type ReactNode } from 'react';
import { toast } from 'sonner';
import type { Dataset } from '@/components/api/datasets';
import type { Sample } from '@/components/api/definitions';
import type { PreviewNote } from '@/components/api/file-preview';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Segmented } from '@/components/ui/segmented';
import type { DraftStore } from './draft/draft-store';
import { DraftProvider, useIsChanged } from './draft/use-draft';
import { RevealProvider } from './draft/use-reveal';
import { EditorForm } from './editor-form';
import { JsonPanel } from './json/json-panel';
import { readJson } from './json/read-json';
import { readSampleFile } from './sample/read-sample-file';
import { SamplePanel } from './sample/sample-panel';
import { useDraftCheck } from './sample/use-draft-check';
import { SampleProvider } from './sample/use-sample';
import { ChangesPanel } from './saving/changes-panel';
import { SaveBar } from './saving/save-bar';
import { useLeaveGuard } from './saving/use-leave-guard';

export type EditorView = 'form' | 'json';

interface DefinitionEditorProps {
  store: DraftStore;
  /** What is edited; null for a new dataset. */
  dataset: Dataset | null;
  sample: Sample | null;
  /** Names that a new dataset may not have. */
  takenNames?: readonly string[];
  onSampleFile: (file: File, sample: Sample) => void;
  /** What the guess is not sure of. */
  notes?: readonly PreviewNote[];
  view: EditorView;
  onView: (view: EditorView) => void;
  onSaved: (dataset: Dataset) => void;
  onMerged?: (theirs: Dataset) => void;
}

const NONE: readonly string[] = [];

/** A definition as a form and as JSON, checked as one types, with a sample's rows beside it. */
export function DefinitionEditor(props: DefinitionEditorProps): ReactNode {
  const { store, dataset, sample, onSampleFile, view, onView } = props;
  const check = useDraftCheck(store, sample, props.takenNames ?? NONE);
  const [typed, setTyped] = useState<string | null>(null);
  const isBroken = typed !== null && readJson(typed).fault !== null;
  const takeSample = (file: File) => {
    readSampleFile(file).then(
      (read) => onSampleFile(file, read),
      (error: Error) => toast.error(error.message),
    );
  };
  return (
    <DraftProvider store={store}>
      <SampleProvider state={check}>
        <RevealProvider>
          <div className="flex flex-wrap items-center gap-3">
            <Segmented
              label="Form or JSON"
              value={view}
              options={[
                { value: 'form', label: 'Form' },
                { value: 'json', label: 'JSON' },
              ]}
              onValueChange={(next) => {
                if (!isBroken) setTyped(null);
                onView(next);
              }}
            />
            {isBroken && view === 'form' ? (
              <span className="text-sm text-bad">
                The JSON cannot be read; the form shows the last state that could.
              </span>
            ) : null}
          </div>
          <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,1fr)_22rem]">
            <div className="flex min-w-0 flex-col gap-5">
              {view === 'form' ? (
                <EditorForm
                  isNew={dataset === null}
                  preview={check.check?.preview ?? null}
                  notes={props.notes ?? []}
                />
              ) : (
                <JsonPanel typed={typed} onTyped={setTyped} fixedName={dataset?.name ?? null} />
              )}
            </div>
            <aside
              aria-label="Checks"
              className="flex min-w-0 flex-col gap-5 max-xl:order-first xl:sticky xl:top-4 xl:max-h-[calc(100dvh-7rem)] xl:overflow-y-auto"
            >
              <SamplePanel onFile={takeSample} />
              {dataset ? <ChangesPanel hasRows={Boolean(dataset.lastImportAt)} /> : null}
            </aside>
          </div>
          <SaveBar
            dataset={dataset}
            obstacle={isBroken ? 'The JSON cannot be read. Mend it before saving.' : null}
            onSaved={props.onSaved}
            onMerged={(theirs) => {
              setTyped(null);
              props.onMerged?.(theirs);
            }}
          />
          <LeaveGuard />
        </RevealProvider>
      </SampleProvider>
    </DraftProvider>
  );
}

function LeaveGuard(): ReactNode {
  const { isAsking, stay, leave } = useLeaveGuard(useIsChanged());
  return (
    <ConfirmDialog
      open={isAsking}
      onClose={stay}
      title="Leave without saving?"
      confirmLabel="Leave"
      danger
      onConfirm={leave}
    >
      What you have changed here is not saved and would be lost.
    </ConfirmDialog>
  );
}
