'use client';

import { Columns3 } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { Input } from '@/components/ui/input';
import { Popover } from '@/components/ui/popover';
import { formatCount } from '@/lib/format';
import { LINEAGE_COLUMNS, type LakeColumn } from '@/lib/lake/columns';

/** From so many columns on, a field to find one by its name helps. */
const FINDABLE_FROM = 12;
/** A list of all columns of a very wide dataset would take long to draw. */
const LISTED_MAX = 100;

interface ColumnChooserProps {
  columns: readonly LakeColumn[];
  shown: readonly string[];
  onToggle: (column: string, isShown: boolean) => void;
  /** Undefined while the columns are the usual ones. */
  onReset: (() => void) | undefined;
}

/** Which columns are shown, those of the lineage among them. */
export function ColumnChooser({ columns, shown, onToggle, onReset }: ColumnChooserProps): ReactNode {
  const hidden = columns.filter(({ name }) => !shown.includes(name)).length;
  return (
    <Popover
      label="Columns"
      trigger={
        <Button size="sm">
          <Columns3 aria-hidden />
          Columns
          {hidden > 0 ? <span className="font-normal text-faint">{formatCount(hidden)} hidden</span> : null}
        </Button>
      }
    >
      <Choices columns={columns} shown={shown} onToggle={onToggle} onReset={onReset} />
    </Popover>
  );
}

function Choices({ columns, shown, onToggle, onReset }: ColumnChooserProps): ReactNode {
  const [text, setText] = useState('');
  const found = columns.filter(({ name }) => name.toLowerCase().includes(text.trim().toLowerCase()));
  const row = ({ name }: { name: string }) => (
    <Checkbox
      key={name}
      label={<span className="font-mono text-xs break-all">{name}</span>}
      checked={shown.includes(name)}
      disabled={shown.length === 1 && shown.includes(name)}
      onCheckedChange={(checked) => onToggle(name, checked)}
    />
  );
  return (
    <div className="w-60">
      {columns.length >= FINDABLE_FROM ? (
        <Input
          aria-label="Find a column"
          placeholder={`Find one of ${formatCount(columns.length)} columns`}
          value={text}
          onChange={(event) => setText(event.target.value)}
          className="mb-2 w-full"
        />
      ) : null}
      <fieldset className="flex flex-col">
        <legend className="text-sm font-medium">Columns</legend>
        {found.slice(0, LISTED_MAX).map(row)}
        {found.length > LISTED_MAX ? (
          <p className="text-sm text-faint">
            {formatCount(found.length - LISTED_MAX)} more: type a part of a name.
          </p>
        ) : null}
        {found.length === 0 ? <p className="text-sm text-faint">No column has this in its name.</p> : null}
      </fieldset>
      <fieldset className="mt-2 flex flex-col border-t pt-2">
        <legend className="sr-only">Lineage</legend>
        <p aria-hidden className="text-sm font-medium">
          Where a row comes from
        </p>
        {LINEAGE_COLUMNS.map(row)}
      </fieldset>
      <p className="mt-2 border-t pt-2 text-sm text-faint">
        Drag a column by its name to move it and by its edge to change its width; its menu and keys do the
        same.
      </p>
      <Button size="sm" variant="quiet" className="mt-2 w-full" disabled={!onReset} onClick={onReset}>
        Back to the usual ones
      </Button>
    </div>
  );
}
