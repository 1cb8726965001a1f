'use client';

import type { ReactNode } from 'react';
import { formatCell } from '@/lib/format';
import { useSample } from '../sample/use-sample';

const VALUES_SHOWN = 5;

/** What a column comes to in the first rows of the sample. */
export function FirstValues({ column }: { column: string }): ReactNode {
  const { sample, check, isChecking } = useSample();
  if (!sample) return 'Choose a sample file to see what it comes to.';
  const table = check?.preview?.check?.accepted;
  const index = table?.columns.findIndex(({ name }) => name === column) ?? -1;
  const type = table?.columns[index]?.type;
  if (!table || type === undefined) return isChecking ? 'Checking…' : null;
  const values = table.rows.slice(0, VALUES_SHOWN).map((row) => row[index]);
  if (values.length === 0) return 'No row of the sample is accepted.';
  return (
    <span className="tabular-nums">
      First values:{' '}
      {values.map((value) => (value === null ? 'missing' : formatCell(value, type))).join(' · ')}
    </span>
  );
}
