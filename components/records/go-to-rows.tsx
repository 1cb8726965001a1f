'use client';

import { useState, type FormEvent, type ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Popover } from '@/components/ui/popover';
import { formatCount } from '@/lib/format';

interface GoToRowsProps {
  /** What is written on the button: the page that is shown. */
  children: ReactNode;
  offset: number;
  limit: number;
  /** Null when it is not known. */
  total: number | null;
  onOffsetChange: (offset: number) => void;
}

/** Goes to a page or to a row by its number. */
export function GoToRows({ children, offset, limit, total, onOffsetChange }: GoToRowsProps): ReactNode {
  const [open, setOpen] = useState(false);
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      label="Go to"
      trigger={
        <Button size="sm" variant="quiet" className="font-normal tabular-nums" title="Go to a page or a row">
          {children}
        </Button>
      }
    >
      <GoToForm
        offset={offset}
        limit={limit}
        total={total}
        onOffsetChange={(next) => {
          setOpen(false);
          onOffsetChange(next);
        }}
      />
    </Popover>
  );
}

function GoToForm({ offset, limit, total, onOffsetChange }: Omit<GoToRowsProps, 'children'>): ReactNode {
  const pageNow = String(Math.floor(offset / limit) + 1);
  const [page, setPage] = useState(pageNow);
  const [row, setRow] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const rows = total ?? Number.MAX_SAFE_INTEGER;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const asked = readNumber(row === '' ? page : row);
    const max = row === '' ? Math.max(1, Math.ceil(rows / limit)) : Math.max(1, rows);
    if (asked === null || asked < 1 || asked > max) {
      setProblem(`Give a whole number from 1${total === null ? '' : ` to ${formatCount(max)}`}.`);
      return;
    }
    onOffsetChange(row === '' ? (asked - 1) * limit : asked - 1);
  };
  return (
    <form onSubmit={submit} className="flex w-56 flex-col gap-3">
      <Field label="Page" error={row === '' ? problem : null}>
        {(control) => (
          <Input
            {...control}
            inputMode="numeric"
            value={page}
            onChange={(event) => {
              setPage(event.target.value);
              setRow('');
            }}
            onFocus={(event) => event.currentTarget.select()}
          />
        )}
      </Field>
      <Field label="Or the row with the number" error={row === '' ? null : problem}>
        {(control) => (
          <Input
            {...control}
            inputMode="numeric"
            placeholder={formatCount(offset + 1)}
            value={row}
            onChange={(event) => setRow(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" variant="primary" size="sm" className="self-end">
        Go
      </Button>
    </form>
  );
}

/** A number as one types it or copies it from the page, with its commas; null for anything else. */
function readNumber(text: string): number | null {
  const digits = text.replaceAll(/[\s,]/g, '');
  return /^\d{1,15}$/.test(digits) ? Number(digits) : null;
}
