'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useId, useState, type FormEvent, type ReactNode } from 'react';
import { API_KEYS_KEY, createApiKey, type NewApiKey } from '@/components/api/api-keys';
import { FailureNotice } from '@/components/api/failure-notice';
import { datasetsQuery } from '@/components/api/queries';
import { ACT_WORDS } from '@/components/api-keys/key-words';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { KEY_ACTS, type KeyAct } from '@/lib/roles';

const DAY_MS = 24 * 60 * 60 * 1000;
const NEVER = 'never';
const LIVES = [
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: 'A year' },
  { value: NEVER, label: 'It does not end' },
];

interface CreateKeyDialogProps {
  onClose: () => void;
  onCreated: (created: NewApiKey) => void;
}

/** Asks what a new key is for; the key itself is shown by another dialogue. */
export function CreateKeyDialog({ onClose, onCreated }: CreateKeyDialogProps): ReactNode {
  const formId = useId();
  const queryClient = useQueryClient();
  const [acts, setActs] = useState<KeyAct[]>(['read']);
  const [datasets, setDatasets] = useState<string[] | null>(null);
  const [days, setDays] = useState('90');
  const create = useMutation({
    mutationFn: (title: string) =>
      createApiKey({
        title,
        acts,
        datasets,
        expiresAt: days === NEVER ? null : new Date(Date.now() + Number(days) * DAY_MS).toISOString(),
      }),
    onSuccess: onCreated,
    onSettled: () => queryClient.invalidateQueries({ queryKey: API_KEYS_KEY }),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    create.mutate(String(new FormData(event.currentTarget).get('title')).trim());
  };
  const isReady = acts.length > 0 && datasets?.length !== 0;
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title="Create an API key"
      description="Give it what one program needs, and no more."
      actions={
        <>
          <Button onClick={onClose}>Back</Button>
          <Button
            type="submit"
            form={formId}
            variant="primary"
            pending={create.isPending}
            disabled={!isReady}
          >
            {create.isPending ? 'Creating…' : 'Create the key'}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="flex flex-col gap-5">
        {create.isError ? <FailureNotice title="No key was made" error={create.error} /> : null}
        <Field label="Program" hint="What it is for; the import history shows it.">
          {(control) => (
            <Input {...control} name="title" required maxLength={80} autoComplete="off" data-autofocus />
          )}
        </Field>
        <ActChoice value={acts} onValueChange={setActs} />
        <DatasetChoice value={datasets} onValueChange={setDatasets} />
        <Field label="Ends after">
          {(control) => <Select {...control} value={days} options={LIVES} onValueChange={setDays} />}
        </Field>
      </form>
    </Dialog>
  );
}

function ActChoice({
  value,
  onValueChange,
}: {
  value: readonly KeyAct[];
  onValueChange: (acts: KeyAct[]) => void;
}): ReactNode {
  return (
    <fieldset>
      <legend className="mb-1.5 text-sm font-medium">It may</legend>
      {KEY_ACTS.map((act) => (
        <Checkbox
          key={act}
          className="w-full"
          label={
            <span>
              {ACT_WORDS[act].title} <span className="text-muted">{ACT_WORDS[act].sentence}</span>
            </span>
          }
          checked={value.includes(act)}
          onCheckedChange={(checked) =>
            onValueChange(KEY_ACTS.filter((other) => (other === act ? checked : value.includes(other))))
          }
        />
      ))}
      {value.length === 0 ? (
        <p role="alert" className="text-sm text-bad">
          Choose at least one.
        </p>
      ) : null}
    </fieldset>
  );
}

interface DatasetChoiceProps {
  value: readonly string[] | null;
  onValueChange: (datasets: string[] | null) => void;
}

function DatasetChoice({ value, onValueChange }: DatasetChoiceProps): ReactNode {
  const query = useQuery(datasetsQuery());
  const name = useId();
  const names = query.data?.map((dataset) => dataset.name) ?? [];
  return (
    <fieldset className="flex flex-col">
      <legend className="mb-1.5 text-sm font-medium">With</legend>
      <label className="inline-flex min-h-8 items-center gap-2">
        <input
          type="radio"
          name={name}
          checked={value === null}
          onChange={() => onValueChange(null)}
          className="size-4 accent-accent"
        />
        All datasets, later ones included
      </label>
      <label className="inline-flex min-h-8 items-center gap-2">
        <input
          type="radio"
          name={name}
          checked={value !== null}
          onChange={() => onValueChange([])}
          className="size-4 accent-accent"
        />
        Some datasets
      </label>
      {value === null ? null : (
        <div className="ml-6 flex max-h-44 flex-col overflow-y-auto rounded-md border px-3 py-1">
          {names.map((dataset) => (
            <Checkbox
              key={dataset}
              label={dataset}
              checked={value.includes(dataset)}
              onCheckedChange={(checked) =>
                onValueChange(names.filter((other) => (other === dataset ? checked : value.includes(other))))
              }
            />
          ))}
        </div>
      )}
      {value?.length === 0 ? <p className="mt-1 text-sm text-faint">Choose at least one.</p> : null}
    </fieldset>
  );
}
