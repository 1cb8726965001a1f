'use client';

import type { ReactNode } from 'react';
import { Dialog } from '@/components/ui/dialog';

const GROUPS: { title: string; keys: [keys: string, does: string][] }[] = [
  {
    title: 'Everywhere',
    keys: [
      ['Ctrl K or ⌘ K', 'Go to a page, a dataset or an import'],
      ['?', 'Show these keys'],
      ['Escape', 'Close what is open'],
    ],
  },
  {
    title: 'Rows',
    keys: [
      ['/', 'Search in all columns'],
      ['Arrow keys', 'Go from cell to cell'],
      ['Enter', 'Open the row'],
      ['F2 or double click', 'Change the cell'],
      ['Space', 'Choose the row'],
      ['Shift and a click on a column', 'Sort by one more column'],
    ],
  },
  {
    title: 'Refused rows',
    keys: [
      ['Enter', 'Change the cell'],
      ['Ctrl V', 'Paste cells from a spreadsheet'],
    ],
  },
  { title: 'SQL', keys: [['Ctrl Enter', 'Run the statement']] },
];

/** The keys that do something, by place. */
export function ShortcutsDialog({ onClose }: { onClose: () => void }): ReactNode {
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())} title="Keyboard shortcuts">
      <div className="flex flex-col gap-5">
        {GROUPS.map(({ title, keys }) => (
          <section key={title} aria-label={title}>
            <h3 className="mb-1 text-sm font-medium text-muted">{title}</h3>
            <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-1.5">
              {keys.map(([key, does]) => (
                <div key={key} className="col-span-2 grid grid-cols-subgrid">
                  <dt className="font-medium">{key}</dt>
                  <dd className="text-muted">{does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
