'use client';

import type { ReactNode } from 'react';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Panel } from '@/components/ui/panel';
import { Segmented } from '@/components/ui/segmented';
import { ENCODINGS } from '@/lib/dataset/encoding';
import { CheckControl, SelectControl } from '../controls/choice-control';
import { ListControl } from '../controls/list-control';
import { textAt } from '../draft/json-path';
import { useDraftPlace } from '../draft/use-draft';
import { DialectControls } from './dialect-controls';

const ENCODING_OPTIONS = [...ENCODINGS, 'utf-16', 'auto'].map((value) => ({
  value,
  label: value === 'auto' ? 'found out from each file' : value,
}));

/** How the bytes of a file become cells. */
export function FilesSection(): ReactNode {
  const { value: dialect, set: setDialect } = useDraftPlace(['dialect']);
  const isAuto = dialect === 'auto';
  return (
    <Panel title="How files are read">
      <div className="flex flex-col gap-5">
        <div className="grid gap-4 sm:grid-cols-2">
          <SelectControl path={['encoding']} label="Encoding" options={ENCODING_OPTIONS} fallback="utf-8" />
          <ListControl
            path={['schema', 'missingValues']}
            label="Missing values"
            hint="Cells with one of these texts hold no value."
            fallback={['']}
            takesEmpty
          />
        </div>
        <div className="flex flex-wrap items-center gap-3">
          <span className="text-sm font-medium">Delimiter and header</span>
          <Segmented
            label="Delimiter and header"
            value={isAuto ? 'auto' : 'set'}
            options={[
              { value: 'set', label: 'As said here' },
              { value: 'auto', label: 'Found out from each file' },
            ]}
            onValueChange={(next) => setDialect(next === 'auto' ? 'auto' : undefined)}
          />
        </div>
        {isAuto ? null : <DialectControls />}
        <div className="grid gap-4 sm:grid-cols-2">
          <SelectControl
            path={['missingColumns']}
            label="A header that lacks a field"
            options={[
              { value: 'refuse', label: 'The file is refused' },
              { value: 'empty', label: 'The column stays empty' },
            ]}
            fallback="refuse"
          />
          <SelectControl
            path={['extraColumns']}
            label="A header with an unknown column"
            options={[
              { value: 'refuse', label: 'The file is refused' },
              { value: 'ignore', label: 'The column is left out' },
            ]}
            fallback="refuse"
          />
          <CheckControl
            path={['strictHeader']}
            label="Labels exactly as the fields’ names"
            hint="Otherwise case and spaces do not count."
          />
        </div>
        <FromPathControl />
      </div>
    </Panel>
  );
}

function FromPathControl(): ReactNode {
  const { value, set } = useDraftPlace(['fromPath']);
  const { error } = useDraftPlace(['fromPath', 'pattern']);
  return (
    <div data-place="fromPath.pattern">
      <Field
        label="Columns from the file’s name"
        error={error}
        hint="A pattern whose named groups become columns, such as (?<station>[^/]+)\.txt$"
      >
        {(control) => (
          <Input
            {...control}
            value={textAt(value, ['pattern'])}
            autoComplete="off"
            spellCheck={false}
            className="w-full font-mono sm:text-sm"
            onChange={({ target }) => set(target.value === '' ? undefined : { pattern: target.value })}
          />
        )}
      </Field>
    </div>
  );
}
