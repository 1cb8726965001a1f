'use client';

import { useEffect, useState, type ReactNode } from 'react';
import { KIND_WORDS } from '@/components/import-actions/import-words';
import { isFiltered, NO_FILTER, type HistoryFilter } from '@/components/imports/history-filter';
import { STATE_WORDS } from '@/components/imports/state-badge';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { IMPORT_KINDS, IMPORT_STATES } from '@/lib/lake/import-states';

const ALL = '';
/** While somebody types, the server is not asked. */
const TYPING_MS = 350;

interface HistoryFilterBarProps {
  filter: HistoryFilter;
  datasets: readonly string[];
  onChange: (filter: HistoryFilter) => void;
}

export function HistoryFilterBar({ filter, datasets, onChange }: HistoryFilterBarProps): ReactNode {
  const apply = (change: Partial<HistoryFilter>) => onChange({ ...filter, ...change });
  return (
    <div role="search" aria-label="Filter the imports" className="flex flex-wrap items-center gap-2">
      <Select
        aria-label="Dataset"
        value={filter.dataset ?? ALL}
        options={[
          { value: ALL, label: 'All datasets' },
          ...datasets.map((name) => ({ value: name, label: name })),
        ]}
        onValueChange={(dataset) => apply({ dataset: dataset || null })}
      />
      <Select
        aria-label="State"
        value={filter.state ?? ALL}
        options={[
          { value: ALL, label: 'All states' },
          ...IMPORT_STATES.map((state) => ({ value: state, label: STATE_WORDS[state] })),
        ]}
        onValueChange={(state) => apply({ state: IMPORT_STATES.find((known) => known === state) ?? null })}
      />
      <Select
        aria-label="Kind"
        value={filter.kind ?? ALL}
        options={[
          { value: ALL, label: 'All kinds' },
          ...IMPORT_KINDS.map((kind) => ({ value: kind, label: KIND_WORDS[kind] })),
        ]}
        onValueChange={(kind) => apply({ kind: IMPORT_KINDS.find((known) => known === kind) ?? null })}
      />
      <TypedText label="File name" value={filter.file} onChange={(file) => apply({ file })} />
      <TypedText label="By" value={filter.by} onChange={(by) => apply({ by })} />
      <DayField label="From" value={filter.from} onChange={(from) => apply({ from })} />
      <DayField label="To" value={filter.to} onChange={(to) => apply({ to })} />
      <Checkbox
        label="With refused rows"
        checked={filter.rejects}
        onCheckedChange={(rejects) => apply({ rejects })}
      />
      <Checkbox
        label="Closed dry runs too"
        checked={filter.closed}
        onCheckedChange={(closed) => apply({ closed })}
      />
      {isFiltered(filter) ? (
        <Button variant="quiet" onClick={() => onChange({ ...NO_FILTER, closed: filter.closed })}>
          Clear
        </Button>
      ) : null}
    </div>
  );
}

interface FieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
}

/** A text that counts once its writer pauses. */
function TypedText({ label, value, onChange }: FieldProps): ReactNode {
  const [typed, setTyped] = useState<string | null>(null);
  useEffect(() => {
    if (typed === null) return undefined;
    const timer = setTimeout(() => {
      setTyped(null);
      if (typed !== value) onChange(typed);
    }, TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed, value, onChange]);
  return (
    <Input
      type="search"
      aria-label={label}
      placeholder={label}
      value={typed ?? value}
      onChange={(event) => setTyped(event.target.value)}
      className="w-40"
    />
  );
}

function DayField({ label, value, onChange }: FieldProps): ReactNode {
  return (
    <label className="inline-flex items-center gap-1.5 text-sm text-muted">
      {label}
      <Input type="date" value={value} onChange={(event) => onChange(event.target.value)} className="w-36" />
    </label>
  );
}
