'use client';

import { Columns3 } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { Popover } from '@/components/ui/popover';
import { LINEAGE_COLUMNS, type LakeColumn } from '@/lib/lake/columns';

interface ColumnChooserProps {
  columns: readonly LakeColumn[];
  shown: readonly string[];
  /** Null for the columns of the dataset. */
  onChange: (columns: string[] | null) => void;
}

/** Which columns are shown, those of the lineage among them. */
export function ColumnChooser({ columns, shown, onChange }: ColumnChooserProps): ReactNode {
  const order = [...columns, ...LINEAGE_COLUMNS].map(({ name }) => name);
  const toggle = (name: string, checked: boolean) => {
    const next = order.filter((known) => (known === name ? checked : shown.includes(known)));
    if (next.length > 0) onChange(next);
  };
  const row = (name: string) => (
    <Checkbox
      key={name}
      label={<span className="font-mono text-xs">{name}</span>}
      checked={shown.includes(name)}
      disabled={shown.length === 1 && shown.includes(name)}
      onCheckedChange={(checked) => toggle(name, checked)}
    />
  );
  return (
    <Popover
      label="Columns"
      trigger={
        <Button size="sm">
          <Columns3 aria-hidden />
          Columns
        </Button>
      }
    >
      <fieldset className="flex w-56 flex-col">
        <legend className="text-sm font-medium">Columns</legend>
        {columns.map(({ name }) => row(name))}
      </fieldset>
      <fieldset className="mt-2 flex flex-col border-t pt-2">
        <legend className="sr-only">Lineage</legend>
        <p aria-hidden className="text-sm font-medium">
          Where a row comes from
        </p>
        {LINEAGE_COLUMNS.map(({ name }) => row(name))}
      </fieldset>
      <Button size="sm" variant="quiet" className="mt-2 w-full" onClick={() => onChange(null)}>
        Back to the usual ones
      </Button>
    </Popover>
  );
}
