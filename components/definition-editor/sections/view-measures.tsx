'use client';

import { Plus, Trash2 } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { IconButton } from '@/components/ui/icon-button';
import { Input } from '@/components/ui/input';
import { freeName } from '../controls/item-list';
import { isRecord, placeOf, type JsonPath } from '../draft/json-path';
import { useDraftPlace } from '../draft/use-draft';
import { ExpressionControl } from '../expressions/expression-control';

/** The figures of a view: each a name and an expression over the rows of a group. */
export function ViewMeasures({ path }: { path: JsonPath }): ReactNode {
  const { value, set } = useDraftPlace(path);
  const measures = isRecord(value) ? Object.entries(value) : [];
  const names = measures.map(([name]) => name);
  return (
    <fieldset className="flex flex-col gap-2" data-place={placeOf(path)}>
      <legend className="mb-1 text-sm font-medium">Measures</legend>
      {measures.map(([name], index) => (
        <div key={index} className="flex items-start gap-2">
          <div className="grid min-w-0 flex-1 gap-2 sm:grid-cols-[12rem_minmax(0,1fr)]">
            <MeasureName
              name={name}
              taken={names.filter((other) => other !== name)}
              onRename={(next) =>
                set(Object.fromEntries(measures.map(([key, as], at) => [at === index ? next : key, as])))
              }
            />
            <ExpressionControl
              path={[...path, name]}
              label={`Expression of ${name}`}
              hideLabel
              kind="measure"
              placeholder="avg(max_temp_c)"
            />
          </div>
          <IconButton
            label={`Take ${name} out of the measures`}
            onClick={() => set(Object.fromEntries(measures.filter((_, at) => at !== index)))}
          >
            <Trash2 />
          </IconButton>
        </div>
      ))}
      <div>
        <Button
          size="sm"
          onClick={() => {
            const name = freeName(
              names.map((taken) => ({ name: taken })),
              'measure',
              '_',
            );
            set(Object.fromEntries([...measures, [name, 'count(*)']]));
          }}
        >
          <Plus aria-hidden />
          Add a measure
        </Button>
      </div>
    </fieldset>
  );
}

interface MeasureNameProps {
  name: string;
  taken: readonly string[];
  onRename: (name: string) => void;
}

/** The name takes effect when the field is left: until then it may be that of another measure. */
function MeasureName({ name, taken, onRename }: MeasureNameProps): ReactNode {
  const [typed, setTyped] = useState<string | null>(null);
  const isTaken = typed !== null && taken.includes(typed);
  return (
    <Field label="Name of the measure" hideLabel error={isTaken ? 'There is a measure of that name.' : null}>
      {(control) => (
        <Input
          {...control}
          value={typed ?? name}
          autoComplete="off"
          spellCheck={false}
          className="w-full font-mono sm:text-sm"
          onChange={(event) => setTyped(event.target.value)}
          onBlur={() => {
            if (typed && !isTaken && typed !== name) onRename(typed);
            setTyped(null);
          }}
        />
      )}
    </Field>
  );
}
