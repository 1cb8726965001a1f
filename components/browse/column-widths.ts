/** Widths of columns that were set by hand, and their form in the address: `date:130,station:200`. */
import { withinWidths } from '@/components/record-table/column-width';
import type { LakeColumn } from '@/lib/lake/columns';
import { joinList, splitList } from '@/lib/lake/query/text-list';

export type ColumnWidths = Readonly<Record<string, number>>;

/** The widths of columns that there are; anything else is left out, as it changes no answer. */
export function parseWidths(text: string | null, columns: readonly LakeColumn[]): ColumnWidths {
  if (text === null) return {};
  const known = new Set(columns.map(({ name }) => name));
  return Object.fromEntries(
    splitList(text).flatMap((item) => {
      const [, name = '', px] = /^(.+):(\d{1,5})$/s.exec(item) ?? [];
      return px !== undefined && known.has(name) ? [[name, withinWidths(Number(px))]] : [];
    }),
  );
}

export function serializeWidths(widths: ColumnWidths): string {
  return joinList(Object.entries(widths).map(([name, px]) => `${name}:${px}`));
}
