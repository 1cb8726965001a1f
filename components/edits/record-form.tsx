'use client';

import { Pencil } from 'lucide-react';
import { useState, type FormEvent, type ReactNode } from 'react';
import { saveRecords } from '@/components/api/change-rows';
import type { Dataset } from '@/components/api/datasets';
import { editText } from '@/components/record-table/edit-text';
import { useImportTask } from '@/components/import-actions/use-import-task';
import { editableColumns, editRefusal } from '@/components/edits/editable-fields';
import type { WholeRecord } from '@/components/records/record-dialog';
import { saveTask } from '@/components/edits/save-task';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';

interface RecordFormProps {
  dataset: Dataset;
  record: WholeRecord;
  onSaved: () => void;
}

/** The cells of a row as fields, opened when they are wanted; only changed ones are sent. */
export function RecordForm({ dataset, record, onSaved }: RecordFormProps): ReactNode {
  const [isOpen, setIsOpen] = useState(false);
  const refusal = editRefusal(dataset.definition);
  if (refusal !== null) return <p className="text-sm text-muted">{refusal}</p>;
  if (isOpen) return <Fields dataset={dataset} record={record} onSaved={onSaved} />;
  return (
    <Button size="sm" className="self-start" onClick={() => setIsOpen(true)}>
      <Pencil aria-hidden />
      Change values
    </Button>
  );
}

function Fields({ dataset, record, onSaved }: RecordFormProps): ReactNode {
  const run = useImportTask();
  const [changed, setChanged] = useState<Readonly<Record<string, string>>>({});
  const editable = editableColumns(dataset.definition);
  const fields = record.columns.flatMap(({ name, unit }, index) =>
    editable.has(name) ? [{ name, unit, before: editText(record.values[index]) }] : [],
  );
  const changes = fields.filter(({ name, before }) => (changed[name] ?? before) !== before);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const values = Object.fromEntries(changes.map(({ name }) => [name, changed[name] || null]));
    void run(saveTask(() => saveRecords(dataset.name, [{ row: record.place, values }]), 'Saving the row'));
    onSaved();
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-4 rounded-lg border p-4">
      <div className="grid gap-3 sm:grid-cols-2">
        {fields.map(({ name, unit, before }) => (
          <Field key={name} label={unit ? `${name} (${unit})` : name}>
            {(control) => (
              <Input
                {...control}
                value={changed[name] ?? before}
                onChange={(event) => setChanged({ ...changed, [name]: event.target.value })}
              />
            )}
          </Field>
        ))}
      </div>
      <Button type="submit" variant="primary" disabled={changes.length === 0} className="self-end">
        Save
      </Button>
    </form>
  );
}
