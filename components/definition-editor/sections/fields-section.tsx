'use client';

import { useRef, type ReactNode } from 'react';
import { Badge } from '@/components/ui/badge';
import { Input } from '@/components/ui/input';
import { Panel } from '@/components/ui/panel';
import { Select } from '@/components/ui/select';
import { fieldTypeSchema } from '@/lib/dataset/field';
import { formatQuantity } from '@/lib/format';
import { CheckControl } from '../controls/choice-control';
import { freeName, ItemList } from '../controls/item-list';
import { showAsText } from '../controls/text-control';
import { placeOf, readAt, textAt, type JsonPath } from '../draft/json-path';
import { useDraftPlace, useDraftStore } from '../draft/use-draft';
import { FieldDetails } from './field-details';
import { renameField } from './rename-field';

const FIELDS = ['schema', 'fields'] as const;

/** The columns of the file: their names, types and what their values must be. */
export function FieldsSection(): ReactNode {
  const { value, error } = useDraftPlace(FIELDS);
  const count = Array.isArray(value) ? value.length : 0;
  return (
    <Panel title="Fields" note={`${formatQuantity(count, 'column')} of the file, in its order`} flush>
      {error ? (
        <p role="alert" className="border-b bg-bad-soft px-4 py-2 text-sm text-bad">
          {error}
        </p>
      ) : null}
      <div
        aria-hidden
        className="hidden grid-cols-[minmax(0,3fr)_7rem_minmax(0,3fr)_4.5rem_8.25rem] gap-2 border-b pt-2 pr-14 pb-1.5 pl-12 text-xs font-medium text-faint md:grid"
      >
        <span>Name</span>
        <span>Type</span>
        <span>Title</span>
        <span>Unit</span>
        <span />
      </div>
      <ItemList
        path={FIELDS}
        noun="field"
        empty="There is no field yet."
        keepsOne
        create={(items) => ({ name: freeName(items, 'field', '_'), type: 'string' })}
        summary={(path) => <FieldRow path={path} />}
        details={(path) => <FieldDetails path={path} />}
      />
    </Panel>
  );
}

function FieldRow({ path }: { path: JsonPath }): ReactNode {
  return (
    <div className="grid grid-cols-2 items-start gap-2 md:grid-cols-[minmax(0,3fr)_7rem_minmax(0,3fr)_4.5rem_8.25rem]">
      <FieldName path={[...path, 'name']} />
      <FieldType path={path} />
      <FieldWord path={[...path, 'title']} label="Title" />
      <FieldWord path={[...path, 'unit']} label="Unit" />
      <div className="flex items-center gap-2 max-md:col-span-2">
        <CheckControl path={[...path, 'constraints', 'required']} label="required" />
        <KeyBadge path={path} />
      </div>
    </div>
  );
}

function KeyBadge({ path }: { path: JsonPath }): ReactNode {
  const { value: name } = useDraftPlace([...path, 'name']);
  const { value: key } = useDraftPlace(['schema', 'primaryKey']);
  const isKey = Array.isArray(key) ? key.includes(name) : key === name;
  return isKey ? <Badge tone="accent">key</Badge> : null;
}

function FieldName({ path }: { path: JsonPath }): ReactNode {
  const store = useDraftStore();
  const { value, error, set } = useDraftPlace(path);
  const before = useRef('');
  return (
    <Cell label="Name" path={path} error={error}>
      {(aria) => (
        <Input
          {...aria}
          value={showAsText(value)}
          autoComplete="off"
          spellCheck={false}
          className="w-full font-mono sm:text-sm"
          onFocus={() => {
            before.current = textAt(store.getDraft(), path);
          }}
          onChange={(event) => set(event.target.value)}
          // What refers to the field follows once the new name is whole.
          onBlur={() => store.replace(renameField(store.getDraft(), path, before.current))}
        />
      )}
    </Cell>
  );
}

function FieldType({ path }: { path: JsonPath }): ReactNode {
  const { value, error, set } = useDraftPlace([...path, 'type']);
  const store = useDraftStore();
  const current = showAsText(value);
  const known = fieldTypeSchema.options.map((type) => ({ value: type as string, label: type as string }));
  const options = known.some((option) => option.value === current)
    ? known
    : [...known, { value: current, label: current || 'choose' }];
  return (
    <Cell label="Type" path={[...path, 'type']} error={error}>
      {(aria) => (
        <Select
          {...aria}
          value={current}
          options={options}
          className="w-full"
          onValueChange={(type) => {
            set(type);
            // A format belongs to its type.
            if (readAt(store.getDraft(), [...path, 'format'])) store.set([...path, 'format'], undefined);
          }}
        />
      )}
    </Cell>
  );
}

function FieldWord({ path, label }: { path: JsonPath; label: string }): ReactNode {
  const { value, error, set } = useDraftPlace(path);
  return (
    <Cell label={label} path={path} error={error}>
      {(aria) => (
        <Input
          {...aria}
          value={showAsText(value)}
          autoComplete="off"
          className="w-full"
          onChange={(event) => set(event.target.value === '' ? undefined : event.target.value)}
        />
      )}
    </Cell>
  );
}

interface CellProps {
  label: string;
  path: JsonPath;
  error: string | null;
  children: (aria: { 'aria-describedby'?: string; 'aria-invalid'?: true }) => ReactNode;
}

/** A control in a row: the label stands above it on a phone, and once for all above the rows elsewhere. */
function Cell({ label, path, error, children }: CellProps): ReactNode {
  const noteId = `${placeOf(path)}-error`;
  return (
    <div data-place={placeOf(path)} className="min-w-0">
      <label className="flex flex-col gap-1">
        <span className="text-sm text-muted md:sr-only">{label}</span>
        {children(error ? { 'aria-describedby': noteId, 'aria-invalid': true } : {})}
      </label>
      {error ? (
        <p id={noteId} role="alert" className="mt-1 text-sm text-bad">
          {error}
        </p>
      ) : null}
    </div>
  );
}
