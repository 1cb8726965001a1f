'use client';

import { useState, type ReactNode } from 'react';
import { DELIMITER_WORDS } from '@/components/datasets/definition-words';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { CheckControl, SelectControl } from '../controls/choice-control';
import { TextControl } from '../controls/text-control';
import { placeOf, type JsonPath } from '../draft/json-path';
import { useDraftPlace, useIssues } from '../draft/use-draft';
import { isWithin } from '../draft/use-reveal';

const DELIMITERS = Object.entries(DELIMITER_WORDS).map(([value, label]) => ({ value, label }));

/** Data Package's Table Dialect, the usual before the rare. */
export function DialectControls(): ReactNode {
  const { value: header } = useDraftPlace(['dialect', 'header']);
  return (
    <>
      <div className="grid grid-cols-2 gap-4 sm:grid-cols-4">
        <SelectControl path={['dialect', 'delimiter']} label="Delimiter" options={DELIMITERS} fallback="," />
        <TextControl path={['dialect', 'quoteChar']} label="Quote" placeholder={'"'} mono />
        <div className="col-span-2 self-end">
          <CheckControl
            path={['dialect', 'header']}
            label="Has a header"
            fallback
            hint="Without one, columns go by position."
          />
        </div>
      </div>
      <details className="group">
        <summary className="w-fit text-sm font-medium text-accent">More about the text</summary>
        <div className="mt-4 grid grid-cols-2 gap-4 sm:grid-cols-4">
          <TextControl path={['dialect', 'delimiter']} label="Delimiter as text" placeholder="," mono />
          <TextControl path={['dialect', 'escapeChar']} label="Escape" placeholder="none" mono />
          <TextControl path={['dialect', 'commentChar']} label="Comment sign" placeholder="none" mono />
          <TextControl path={['dialect', 'nullSequence']} label="Null text" placeholder="none" mono />
          {header === false ? null : (
            <RowNumbers path={['dialect', 'headerRows']} label="Header lines" placeholder="1" />
          )}
          <RowNumbers path={['dialect', 'commentRows']} label="Lines to skip" placeholder="none" />
          <div className="col-span-2 flex flex-col">
            <CheckControl
              path={['dialect', 'doubleQuote']}
              label="A doubled quote stands for itself"
              fallback
            />
            <CheckControl path={['dialect', 'skipInitialSpace']} label="Spaces before a cell do not count" />
          </div>
        </div>
      </details>
    </>
  );
}

/** Line numbers, written with commas; they are taken over when the field is left. */
function RowNumbers(props: { path: JsonPath; label: string; placeholder: string }): ReactNode {
  const { path, label, placeholder } = props;
  const { value, set } = useDraftPlace(path);
  const place = placeOf(path);
  const issues = useIssues().filter((issue) => isWithin(issue.path, place));
  const [typed, setTyped] = useState<string | null>(null);
  const text = Array.isArray(value) ? value.join(', ') : '';
  const take = () => {
    if (typed === null) return;
    const numbers = typed.split(/[\s,]+/).filter((part) => part !== '');
    set(numbers.length > 0 ? numbers.map(Number) : undefined);
    setTyped(null);
  };
  return (
    <div data-place={place}>
      <Field label={label} error={issues.map(({ message }) => message).join(' ') || null}>
        {(control) => (
          <Input
            {...control}
            value={typed ?? text}
            placeholder={placeholder}
            inputMode="numeric"
            className="w-full font-mono sm:text-sm"
            onChange={(event) => setTyped(event.target.value.replaceAll(/[^\d,\s]/g, ''))}
            onBlur={take}
          />
        )}
      </Field>
    </div>
  );
}
