import { ArrowDownToLine, ArrowUpToLine, Copy, ListFilter, ListX } from 'lucide-react';
import { toast } from 'sonner';
import { quickFilters, withFilter, withRange } from '@/components/browse/quick-filter';
import type { ChangeBrowse } from '@/components/browse/use-browse-state';
import { editText } from '@/components/record-table/edit-text';
import type { CellAction } from '@/components/record-table/obey-key';
import type { ColumnType, LakeColumn } from '@/lib/lake/columns';

const ORDERED: readonly ColumnType[] = ['integer', 'number', 'year', 'date', 'time', 'datetime'];

/** What a value can be used for: filters by it, and the clipboard. */
export function valueActions(change: ChangeBrowse): (column: LakeColumn, value: unknown) => CellAction[][] {
  return (column, value) => {
    const text = editText(value);
    const filters = quickFilters(column, value).flatMap(({ words, only, exclude }, index): CellAction[] => [
      {
        label: `Only rows where ${words}`,
        icon: ListFilter,
        ...(index === 0 ? { shortcut: 'F', letter: 'f' } : {}),
        onSelect: () => change(({ filters: before }) => ({ filters: withFilter(before, only) })),
      },
      {
        label: `Without rows where ${words}`,
        icon: ListX,
        ...(index === 0 ? { shortcut: 'X', letter: 'x' } : {}),
        onSelect: () => change(({ filters: before }) => ({ filters: withFilter(before, exclude) })),
      },
    ]);
    return [
      filters,
      ORDERED.includes(column.type) && text !== '' ? rangeActions(column.name, text, change) : [],
      text === ''
        ? []
        : [{ label: 'Copy the value', icon: Copy, shortcut: 'C', letter: 'c', onSelect: () => copy(text) }],
    ];
  };
}

function rangeActions(column: string, text: string, change: ChangeBrowse): CellAction[] {
  return [
    {
      label: 'From this value on',
      icon: ArrowUpToLine,
      onSelect: () => change(({ filters }) => ({ filters: withRange(filters, column, text, '') })),
    },
    {
      label: 'Up to this value',
      icon: ArrowDownToLine,
      onSelect: () => change(({ filters }) => ({ filters: withRange(filters, column, '', text) })),
    },
  ];
}

function copy(text: string): void {
  navigator.clipboard.writeText(text).then(
    () => toast.success('Copied'),
    () => toast.error('The browser does not allow copying here. Select the text and copy it by hand.'),
  );
}
