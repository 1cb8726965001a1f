'use client';

import { useMutation } from '@tanstack/react-query';
import { FileSearch } from 'lucide-react';
import clsx from 'clsx';
import { useEffect, useState, type DragEvent, type ReactNode } from 'react';
import { toast } from 'sonner';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { Panel } from '@/components/ui/panel';
import { wizardFile } from '@/components/upload/review/wizard-file';
import { DraftStore } from '../draft/draft-store';
import { readJson } from '../json/read-json';
import { SamplePicker } from '../sample/sample-picker';
import type { BegunDataset } from './begun-dataset';
import { PresetList } from './preset-list';

interface StartPanelProps {
  /** Guesses a definition from a file. */
  begin: (file: File) => Promise<BegunDataset>;
  onBegin: (begun: BegunDataset) => void;
}

/** Where a definition can come from. */
export function StartPanel({ begin, onBegin }: StartPanelProps): ReactNode {
  const guess = useMutation({ mutationFn: begin, onSuccess: onBegin });
  const { mutate } = guess;
  useEffect(() => {
    // The upload page has sent us a file that fits no dataset.
    const file = wizardFile.take();
    if (file) mutate(file);
  }, [mutate]);
  const openJson = async (file: File) => {
    const { value, fault } = readJson(await file.text());
    if (value) onBegin(withoutFile(value));
    else toast.error(`${file.name} cannot be read as JSON`, { description: fault.message });
  };
  return (
    <>
      {guess.isError ? (
        <Notice kind="bad" title="No definition could be made from the file">
          {guess.error.message}
        </Notice>
      ) : null}
      <Panel title="From a sample file" note="its columns, types and dialect are guessed">
        <DropPlace isBusy={guess.isPending} fileName={guess.variables?.name ?? ''} onFile={guess.mutate} />
      </Panel>
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <Panel title="Ready-made">
          <PresetList onChoose={(definition) => onBegin(withoutFile(definition))} />
        </Panel>
        <Panel title="From JSON">
          <div className="flex flex-col items-start gap-3">
            <p className="text-muted">
              A definition that was downloaded, made by{' '}
              <code className="font-mono text-xs">lakeport infer</code> or written by hand: Data Package’s
              Table Schema with our own keys.
            </p>
            <div className="flex flex-wrap gap-2">
              <SamplePicker
                label="Open a JSON file"
                inputLabel="Definition file"
                accept=".json,application/json"
                onFile={(file) => void openJson(file)}
              />
              <Button size="sm" onClick={() => onBegin(withoutFile(EMPTY))}>
                Begin with an empty one
              </Button>
            </div>
          </div>
        </Panel>
      </div>
    </>
  );
}

const EMPTY = { name: '', title: '', schema: { fields: [{ name: 'field', type: 'string' }] } };

function withoutFile(definition: unknown): BegunDataset {
  return { store: new DraftStore(null, definition), sample: null, file: null, notes: [] };
}

interface DropPlaceProps {
  isBusy: boolean;
  fileName: string;
  onFile: (file: File) => void;
}

function DropPlace({ isBusy, fileName, onFile }: DropPlaceProps): ReactNode {
  const [isOver, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file && !isBusy) onFile(file);
  };
  return (
    <div
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={clsx(
        'flex flex-col items-center gap-3 rounded-lg border-2 border-dashed px-6 py-10 text-center transition-colors',
        isOver ? 'border-accent bg-accent-soft' : 'border-line-strong bg-canvas',
      )}
    >
      <FileSearch aria-hidden strokeWidth={1.5} className="size-8 text-faint" />
      <p role="status" className="font-medium break-all">
        {isBusy ? `Reading ${fileName}…` : 'Drop a file here'}
      </p>
      <SamplePicker label="Choose a file" inputLabel="Sample file" primary pending={isBusy} onFile={onFile} />
      <p className="max-w-md text-sm text-faint">
        CSV or other delimited text, JSON lines, a JSON array or Parquet, also gzipped. Only its beginning is
        read; nothing is imported yet.
      </p>
    </div>
  );
}
