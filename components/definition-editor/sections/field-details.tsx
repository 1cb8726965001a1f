'use client';

import type { ReactNode } from 'react';
import { STRING_FORMATS } from '@/lib/dataset/field';
import { CheckControl, SelectControl } from '../controls/choice-control';
import { ListControl } from '../controls/list-control';
import { numberOrText, showAsText, TextControl } from '../controls/text-control';
import type { JsonPath } from '../draft/json-path';
import { useDraftPlace } from '../draft/use-draft';

const BOUND_TYPES = ['integer', 'number', 'date', 'time', 'datetime', 'year'];
const NUMBER_TYPES = ['integer', 'number', 'year'];
const DATE_TYPES = ['date', 'time', 'datetime'];

/** All that can be said of a field beyond its row; what does not apply to its type is shown only where it is set. */
export function FieldDetails({ path }: { path: JsonPath }): ReactNode {
  const { value } = useDraftPlace([...path, 'type']);
  const type = showAsText(value);
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <TextControl path={[...path, 'description']} label="Description" />
        <ListControl
          path={[...path, 'aliases']}
          label="Also called"
          hint="Other labels under which a header may have it."
        />
        <FormatControl path={[...path, 'format']} type={type} />
        <ListControl
          path={[...path, 'missingValues']}
          label="Missing values of its own"
          hint="In place of those of the whole file."
          takesEmpty
        />
      </div>
      <ValueLimits path={[...path, 'constraints']} type={type} />
      <NumberForm path={path} type={type} />
      {type === 'boolean' ? (
        <div className="grid gap-4 sm:grid-cols-2">
          <ListControl
            path={[...path, 'trueValues']}
            label="Texts for true"
            fallback={['true', 'True', 'TRUE', '1']}
          />
          <ListControl
            path={[...path, 'falseValues']}
            label="Texts for false"
            fallback={['false', 'False', 'FALSE', '0']}
          />
        </div>
      ) : null}
      <div className="flex flex-wrap gap-x-6 gap-y-2">
        <CheckControl path={[...path, 'constraints', 'unique']} label="No value twice in one file" />
        <CheckControl
          path={[...path, 'hidden']}
          label="For expressions only"
          hint="Read and checked, but no column of the rows."
        />
      </div>
    </>
  );
}

function FormatControl({ path, type }: { path: JsonPath; type: string }): ReactNode {
  const { value } = useDraftPlace(path);
  if (type === 'string') {
    const options = STRING_FORMATS.map((format) => ({
      value: format as string,
      label: format === 'default' ? 'any text' : format,
    }));
    return <SelectControl path={path} label="Format" options={options} fallback="default" />;
  }
  if (!DATE_TYPES.includes(type) && value === undefined) return null;
  return (
    <TextControl
      path={path}
      label="Format"
      mono
      placeholder="default"
      hint={
        DATE_TYPES.includes(type)
          ? 'default is ISO 8601; a pattern such as %d/%m/%Y; any takes every usual form.'
          : 'Only dates, times and strings have a format.'
      }
    />
  );
}

function ValueLimits({ path, type }: { path: JsonPath; type: string }): ReactNode {
  const { value } = useDraftPlace(path);
  const isSet = (name: string) => typeof value === 'object' && value !== null && name in value;
  const hasBounds = BOUND_TYPES.includes(type);
  const hasLengths = type === 'string' || type === 'json';
  const parse = NUMBER_TYPES.includes(type) ? numberOrText : undefined;
  const bounds = [
    ['minimum', 'At least'],
    ['maximum', 'At most'],
    ['exclusiveMinimum', 'More than'],
    ['exclusiveMaximum', 'Less than'],
  ] as const;
  return (
    <div className="grid grid-cols-2 gap-4 sm:grid-cols-4">
      {bounds.map(([name, label]) =>
        hasBounds || isSet(name) ? (
          <TextControl key={name} path={[...path, name]} label={label} parse={parse ?? ((text) => text)} />
        ) : null,
      )}
      {hasLengths || isSet('minLength') ? (
        <TextControl path={[...path, 'minLength']} label="Characters, at least" parse={numberOrText} />
      ) : null}
      {hasLengths || isSet('maxLength') ? (
        <TextControl path={[...path, 'maxLength']} label="Characters, at most" parse={numberOrText} />
      ) : null}
      {hasLengths || isSet('pattern') ? (
        <div className="col-span-2">
          <TextControl
            path={[...path, 'pattern']}
            label="Pattern"
            mono
            hint="RE2; the whole text must match."
          />
        </div>
      ) : null}
      <div className="col-span-2 sm:col-span-4">
        <ListControl path={[...path, 'enum']} label="One of" hint="Values that are allowed; none for all." />
      </div>
    </div>
  );
}

function NumberForm({ path, type }: { path: JsonPath; type: string }): ReactNode {
  if (type !== 'number' && type !== 'integer') return null;
  return (
    <div className="grid grid-cols-2 gap-4 sm:grid-cols-4">
      <TextControl path={[...path, 'decimalChar']} label="Decimal sign" placeholder="." mono />
      <TextControl path={[...path, 'groupChar']} label="Thousands sign" placeholder="none" mono />
      <div className="col-span-2 self-end">
        <CheckControl
          path={[...path, 'bareNumber']}
          label="Nothing else in the cell"
          fallback
          hint="Without it, text may stand around the number, as in 95 %."
        />
      </div>
    </div>
  );
}
