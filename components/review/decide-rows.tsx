'use client';

import { CircleCheck, CircleX } from 'lucide-react';
import { useId, useState, type FormEvent, type ReactNode } from 'react';
import { reviewAnomalies, type Decision } from '@/components/api/change-rows';
import { useImportTask } from '@/components/import-actions/use-import-task';
import type { RowChoice } from '@/components/records/use-row-choice';
import { useKey } from '@/components/review/use-key';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { formatQuantity } from '@/lib/format';

const WORDS: Record<Decision, { verb: string; doing: string; done: string; what: string }> = {
  release: {
    verb: 'Release',
    doing: 'Releasing',
    done: 'released',
    what: 'They count among the accepted rows from then on, still marked with the rules that flagged them.',
  },
  dismiss: {
    verb: 'Dismiss',
    doing: 'Dismissing',
    done: 'dismissed',
    what: 'They are put away: they no longer wait, and they count in no figure.',
  },
};

interface DecideRowsProps {
  dataset: string;
  choice: RowChoice;
  count: number;
}

/** The decision on the chosen rows, by button or by key. */
export function DecideRows({ dataset, choice, count }: DecideRowsProps): ReactNode {
  const [decision, setDecision] = useState<Decision | null>(null);
  const run = useImportTask();
  const ask = (next: Decision) => {
    if (count > 0 && decision === null) setDecision(next);
  };
  useKey('r', () => ask('release'));
  useKey('d', () => ask('dismiss'));
  const decide = async (made: Decision, note: string | null) => {
    const words = WORDS[made];
    const ended = await run({
      start: () => reviewAnomalies({ dataset, decision: made, selection: choice.selection, note }),
      doing: `${words.doing} ${formatQuantity(count, 'row')}`,
      failed: `The rows were not ${words.done}`,
      done: ({ counts }) => ({ title: `${formatQuantity(counts?.accepted ?? 0, 'row')} ${words.done}` }),
      isUndoable: true,
    });
    if (ended?.state === 'SUCCEEDED') choice.clear();
  };
  return (
    <>
      <Button size="sm" disabled={count === 0} aria-keyshortcuts="D" onClick={() => ask('dismiss')}>
        <CircleX aria-hidden />
        Dismiss
      </Button>
      <Button
        size="sm"
        variant="primary"
        disabled={count === 0}
        aria-keyshortcuts="R"
        onClick={() => ask('release')}
      >
        <CircleCheck aria-hidden />
        Release
      </Button>
      <DecisionDialog
        decision={decision}
        count={count}
        onClose={() => setDecision(null)}
        onDecide={(made, note) => {
          setDecision(null);
          void decide(made, note);
        }}
      />
    </>
  );
}

interface DecisionDialogProps {
  /** Null while it is closed. */
  decision: Decision | null;
  count: number;
  onClose: () => void;
  onDecide: (decision: Decision, note: string | null) => void;
}

function DecisionDialog({ decision, count, onClose, onDecide }: DecisionDialogProps): ReactNode {
  const formId = useId();
  if (!decision) return null;
  const { verb, what } = WORDS[decision];
  const words = formatQuantity(count, 'row');
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const note = new FormData(event.currentTarget).get('note');
    onDecide(decision, typeof note === 'string' && note.trim() !== '' ? note.trim() : null);
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={`${verb} ${words}?`}
      actions={
        <>
          <Button onClick={onClose}>Back</Button>
          <Button type="submit" form={formId} variant="primary">
            {verb} {words}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="flex flex-col gap-4">
        <p>{what} The decision is an import of its own and can be undone.</p>
        <Field label="Note" hint="Why, for whoever reads the history. It may stay empty.">
          {(control) => <Input {...control} name="note" data-autofocus autoComplete="off" />}
        </Field>
      </form>
    </Dialog>
  );
}
