'use client';

import { useState, type FormEvent, type ReactNode } from 'react';
import { opsOf, opWords } from '@/components/browse/filter-words';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { LakeportError } from '@/lib/errors';
import type { ColumnType, LakeColumn } from '@/lib/lake/columns';
import { checkFilter, type Filter, type FilterOp } from '@/lib/lake/query/filters';
import { joinList, splitList } from '@/lib/lake/query/text-list';

interface FilterEditorProps {
  /** All that may be filtered. */
  columns: readonly LakeColumn[];
  /** The filter to change, or the column to begin with. */
  initial: Filter | { column: string };
  onApply: (filter: Filter) => void;
  onRemove?: (() => void) | undefined;
}

interface Draft {
  column: string;
  op: FilterOp;
  text: string;
}

function draftOf(initial: FilterEditorProps['initial'], columns: readonly LakeColumn[]): Draft {
  if ('op' in initial) {
    const text = Array.isArray(initial.value) ? joinList(initial.value) : String(initial.value);
    return { column: initial.column, op: initial.op, text };
  }
  const type = columns.find(({ name }) => name === initial.column)?.type ?? 'string';
  return emptyDraft(initial.column, type);
}

function emptyDraft(column: string, type: ColumnType): Draft {
  return { column, op: opsOf(type)[0] ?? 'eq', text: type === 'boolean' ? 'true' : '' };
}

function toFilter({ column, op, text }: Draft, columns: readonly LakeColumn[]): Filter {
  if (op === 'empty') return checkFilter({ column, op, value: text !== 'false' }, columns);
  const value = op === 'in' ? splitList(text).map((item) => item.trim()) : text;
  return checkFilter({ column, op, value }, columns);
}

/** Column, operator and value of one filter; the value is checked against the column's type. */
export function FilterEditor({ columns, initial, onApply, onRemove }: FilterEditorProps): ReactNode {
  const [draft, setDraft] = useState(() => draftOf(initial, columns));
  const [problem, setProblem] = useState<string | null>(null);
  const type = columns.find(({ name }) => name === draft.column)?.type ?? 'string';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    try {
      onApply(toFilter(draft, columns));
    } catch (error) {
      if (!(error instanceof LakeportError)) throw error;
      setProblem(error.message);
    }
  };
  return (
    <form onSubmit={submit} className="flex w-72 max-w-full flex-col gap-3">
      <Field label="Column">
        {(control) => (
          <Select
            {...control}
            value={draft.column}
            options={columns.map(({ name }) => ({ value: name, label: name }))}
            onValueChange={(column) => {
              const next = columns.find(({ name }) => name === column)?.type ?? 'string';
              setDraft(emptyDraft(column, next));
              setProblem(null);
            }}
          />
        )}
      </Field>
      <Field label="Condition">
        {(control) => (
          <Select
            {...control}
            value={draft.op}
            options={opsOf(type).map((op) => ({ value: op, label: opWords(op, type) }))}
            onValueChange={(next) => {
              const op = opsOf(type).find((known) => known === next);
              if (op)
                setDraft({ ...draft, op, text: op === 'empty' || type === 'boolean' ? 'true' : draft.text });
            }}
          />
        )}
      </Field>
      <ValueField
        type={type}
        draft={draft}
        problem={problem}
        onChange={(text) => setDraft({ ...draft, text })}
      />
      <div className="flex justify-end gap-2">
        {onRemove ? (
          <Button variant="quiet" size="sm" onClick={onRemove}>
            Remove
          </Button>
        ) : null}
        <Button type="submit" variant="primary" size="sm">
          Apply
        </Button>
      </div>
    </form>
  );
}

const PLACEHOLDERS: Partial<Record<ColumnType, string>> = {
  datetime: '2025-01-31 08:00',
  time: '08:00',
  year: '1985',
};

interface ValueFieldProps {
  type: ColumnType;
  draft: Draft;
  problem: string | null;
  onChange: (text: string) => void;
}

function ValueField({ type, draft, problem, onChange }: ValueFieldProps): ReactNode {
  if (draft.op === 'empty' || type === 'boolean') {
    const words = draft.op === 'empty' ? ['Yes', 'No, it is there'] : ['true', 'false'];
    return (
      <Field label="Value" error={problem}>
        {(control) => (
          <Select
            {...control}
            value={draft.text}
            options={[
              { value: 'true', label: words[0] ?? 'true' },
              { value: 'false', label: words[1] ?? 'false' },
            ]}
            onValueChange={onChange}
          />
        )}
      </Field>
    );
  }
  const isNumeric = type === 'integer' || type === 'number' || type === 'year';
  return (
    <Field label={draft.op === 'in' ? 'Values, parted by commas' : 'Value'} error={problem}>
      {(control) => (
        <Input
          {...control}
          autoFocus
          type={type === 'date' && draft.op !== 'in' ? 'date' : 'text'}
          inputMode={isNumeric && draft.op !== 'in' ? 'decimal' : undefined}
          placeholder={PLACEHOLDERS[type]}
          value={draft.text}
          onChange={(event) => onChange(event.target.value)}
          required
        />
      )}
    </Field>
  );
}
