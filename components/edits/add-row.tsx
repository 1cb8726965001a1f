'use client';

import { Plus } from 'lucide-react';
import { useId, useState, type FormEvent, type ReactNode } from 'react';
import { saveRecords } from '@/components/api/change-rows';
import type { Dataset } from '@/components/api/datasets';
import { useImportTask } from '@/components/import-actions/use-import-task';
import { newRowFields } from '@/components/edits/editable-fields';
import { saveTask } from '@/components/edits/save-task';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';

/** Adds one row by hand; it is checked as the rows of a file are. */
export function AddRow({ dataset }: { dataset: Dataset }): ReactNode {
  const [open, setOpen] = useState(false);
  const formId = useId();
  const run = useImportTask();
  const fields = newRowFields(dataset.definition);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const values = Object.fromEntries(
      fields.map(({ name }) => {
        const text = form.get(name);
        return [name, typeof text === 'string' && text !== '' ? text : null];
      }),
    );
    setOpen(false);
    void run(saveTask(() => saveRecords(dataset.name, [{ row: null, values }]), 'Adding the row'));
  };
  return (
    <>
      <Button size="sm" onClick={() => setOpen(true)}>
        <Plus aria-hidden />
        Add a row
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={`Add a row to ${dataset.title}`}
        description="A row whose key is there already takes the place of that one."
        actions={
          <>
            <Button onClick={() => setOpen(false)}>Back</Button>
            <Button type="submit" form={formId} variant="primary">
              Add the row
            </Button>
          </>
        }
        wide
      >
        <form id={formId} onSubmit={submit} className="grid gap-3 sm:grid-cols-2">
          {fields.map(({ name, title, hint, isRequired }) => (
            <Field key={name} label={name} hint={title && title !== name ? `${title}: ${hint}` : hint}>
              {(control) => <Input {...control} name={name} required={isRequired} autoComplete="off" />}
            </Field>
          ))}
        </form>
      </Dialog>
    </>
  );
}
