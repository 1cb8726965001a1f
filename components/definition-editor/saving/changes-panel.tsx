'use client';

import type { ReactNode } from 'react';
import { Panel } from '@/components/ui/panel';
import { describeConsequences } from '../changes/describe-consequences';
import { summarizeChanges } from '../changes/summarize-changes';
import { useDraft, useDraftStore } from '../draft/use-draft';
import { useSettled } from '../sample/use-settled';
import { ChangeList } from './change-list';

const REST_MS = 200;

/** What is different from the version in force, and what that means for the rows that are there. */
export function ChangesPanel({ hasRows }: { hasRows: boolean }): ReactNode {
  const store = useDraftStore();
  const draft = useSettled(useDraft(), REST_MS);
  const changes = summarizeChanges(store.getBase(), draft);
  const consequences = hasRows ? describeConsequences(store.getBase(), draft) : [];
  return (
    <Panel title="Changes" note={changes.length > 0 ? 'not saved yet' : null}>
      <div className="flex flex-col gap-3 text-sm">
        <ChangeList changes={changes} />
        {consequences.map(({ sentence }) => (
          <p key={sentence} className="border-t pt-3 text-muted">
            {sentence}
          </p>
        ))}
      </div>
    </Panel>
  );
}
