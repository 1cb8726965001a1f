'use client';

import { KeyRound, X } from 'lucide-react';
import { useMemo, type ReactNode } from 'react';
import type { FilePreview } from '@/components/api/file-preview';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Panel } from '@/components/ui/panel';
import { Select } from '@/components/ui/select';
import { sameJson } from '../draft/same-json';
import { draftColumns, draftKey } from '../draft/draft-columns';
import { useDraft, useDraftPlace, useIssues } from '../draft/use-draft';
import { isWithin } from '../draft/use-reveal';
import { suggestKeys } from '../sample/suggest-keys';

const PATH = ['schema', 'primaryKey'] as const;

/** By what a row is known again when it comes a second time. */
export function KeySection({ preview }: { preview: FilePreview | null }): ReactNode {
  const draft = useDraft();
  const { set } = useDraftPlace(PATH);
  const issues = useIssues().filter(({ path }) => isWithin(path, 'schema.primaryKey'));
  const key = draftKey(draft);
  const columns = draftColumns(draft).filter(({ hidden }) => !hidden);
  const suggestions = useMemo(() => suggestKeys(preview, draft), [preview, draft]);
  const change = (names: readonly string[]) => set(names.length > 0 ? names : undefined);
  const error = issues.map(({ message }) => message).join(' ') || null;
  return (
    <Panel title="Key" note="a row with the same key replaces the one before it">
      <div className="flex flex-col gap-4" data-place="schema.primaryKey">
        {key.length > 0 ? (
          <ol className="flex flex-wrap items-center gap-1.5" aria-label="Columns of the key">
            {key.map((name, index) => (
              <li
                key={`${index} ${name}`}
                className="inline-flex h-8 items-center rounded-md bg-accent-soft pl-2.5 font-mono text-xs text-accent-strong"
              >
                {name}
                <button
                  type="button"
                  aria-label={`Take ${name} out of the key`}
                  className="inline-flex size-8 items-center justify-center"
                  onClick={() => change(key.filter((_, at) => at !== index))}
                >
                  <X aria-hidden className="size-3.5" />
                </button>
              </li>
            ))}
          </ol>
        ) : (
          <p className="text-muted">
            Without a key every row of every file counts as a new one, and rows cannot be edited one by one.
          </p>
        )}
        <Field label="Add a column to the key" error={error}>
          {(control) => (
            <Select
              {...control}
              value=""
              options={[
                { value: '', label: 'Choose a column' },
                ...columns
                  .filter(({ name }) => !key.includes(name))
                  .map(({ name, title }) => ({ value: name, label: title ? `${name} (${title})` : name })),
              ]}
              onValueChange={(name) => (name === '' ? undefined : change([...key, name]))}
              className="w-full max-w-sm"
            />
          )}
        </Field>
        {suggestions.some(({ names }) => !sameJson(names, key)) ? (
          <div className="flex flex-wrap items-center gap-2">
            <span className="text-sm text-muted">They tell the sample’s rows apart:</span>
            {suggestions
              .filter(({ names }) => !sameJson(names, key))
              .map(({ names }) => (
                <Button key={names.join(' ')} size="sm" onClick={() => change(names)}>
                  <KeyRound aria-hidden />
                  {names.join(' + ')}
                </Button>
              ))}
          </div>
        ) : null}
      </div>
    </Panel>
  );
}
