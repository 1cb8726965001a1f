'use client';

import { Download } from 'lucide-react';
import { useMemo, type ReactNode } from 'react';
import { toast } from 'sonner';
import { Button } from '@/components/ui/button';
import { CodeEditor } from '@/components/ui/code-editor';
import type { CodeProblem } from '@/components/ui/code-mirror';
import { CopyButton } from '@/components/ui/copy-button';
import { Panel } from '@/components/ui/panel';
import { textAt } from '../draft/json-path';
import { useDraft, useDraftStore, useIssues } from '../draft/use-draft';
import { SamplePicker } from '../sample/sample-picker';
import { downloadJson } from './download-json';
import { jsonPlaces } from './json-places';
import { readJson } from './read-json';

interface JsonPanelProps {
  /** The text as it was typed, spaces and all; null while nobody has typed. */
  typed: string | null;
  onTyped: (text: string | null) => void;
  /** A dataset keeps its name, whatever the text says. */
  fixedName: string | null;
}

/** The whole definition as text, in step with the form. */
export function JsonPanel({ typed, onTyped, fixedName }: JsonPanelProps): ReactNode {
  const store = useDraftStore();
  const draft = useDraft();
  const text = typed ?? formatJson(draft);
  const problems = useJsonProblems(text);
  const take = (next: string) => {
    const { value } = readJson(next);
    onTyped(next);
    if (value) store.replace(fixedName === null ? value : { ...value, name: fixedName });
  };
  const open = async (file: File) => {
    const content = await file.text();
    take(content);
    if (readJson(content).value) {
      onTyped(null);
      toast.success(`${file.name} is in the editor`, { description: 'It is not saved yet.' });
    }
  };
  return (
    <Panel
      title="As JSON"
      note={fixedName ? `the name stays ${fixedName}` : null}
      actions={
        <>
          <SamplePicker
            label="Open a file"
            inputLabel="Definition file"
            accept=".json,application/json"
            onFile={(file) => void open(file)}
          />
          <Button
            size="sm"
            onClick={() => downloadJson(`${textAt(draft, ['name']) || 'dataset'}.json`, text)}
          >
            <Download aria-hidden />
            Download
          </Button>
          <CopyButton text={text} label="Copy the definition" />
        </>
      }
    >
      <CodeEditor
        label="Definition as JSON"
        language="json"
        lineNumbers
        value={text}
        onChange={take}
        problems={problems}
        className="min-h-96"
      />
    </Panel>
  );
}

export function formatJson(value: unknown): string {
  return JSON.stringify(value, null, 2);
}

/** Where the text is no JSON, that; else what is wrong with the definition, each at its place. */
function useJsonProblems(text: string): CodeProblem[] {
  const issues = useIssues();
  return useMemo(() => {
    const { fault } = readJson(text);
    if (fault) {
      const at = Math.min(fault.at ?? 0, Math.max(0, text.length - 1));
      return [{ from: at, to: at + 1, message: fault.message }];
    }
    const places = jsonPlaces(text);
    return issues.map(({ path, message }) => {
      const range = places.get(path) ?? places.get(outerPlace(path, places)) ?? { from: 0, to: 1 };
      return { ...range, message };
    });
  }, [text, issues]);
}

/** The nearest place around one that the text does not have, because something is missing there. */
function outerPlace(place: string, places: ReadonlyMap<string, unknown>): string {
  let outer = place;
  while (outer !== '' && !places.has(outer)) outer = outer.replace(/(?:\[\d+\]|\.?[^.[\]]+)$/, '');
  return outer;
}
