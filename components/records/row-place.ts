import type { RowPlace } from '@/components/api/change-rows';
import { joinList, splitList } from '@/lib/lake/query/text-list';

/** The columns that name a row, in this order. */
export const PLACE_COLUMNS = ['_import', '_file', '_line'] as const;

/** Where a row came from; null when the answer does not say. */
export function placeOf(row: readonly unknown[], names: readonly string[]): RowPlace | null {
  const [importId, file, line] = PLACE_COLUMNS.map((name) => row[names.indexOf(name)]);
  const number = Number(line);
  if (typeof importId !== 'string' || typeof file !== 'string' || !Number.isFinite(number)) return null;
  return { import: importId, file, line: number };
}

export function placeKey({ import: importId, file, line }: RowPlace): string {
  return `${importId}/${line}/${file}`;
}

/** A row in an address: `<import>,<line>,<file>`. */
export function serializePlace({ import: importId, file, line }: RowPlace): string {
  return joinList([importId, String(line), file]);
}

/** Null for what names no row. */
export function parsePlace(text: string | null): RowPlace | null {
  const [importId = '', line = '', file = ''] = text === null ? [] : splitList(text);
  if (importId === '' || file === '' || !/^\d{1,15}$/.test(line)) return null;
  return { import: importId, file, line: Number(line) };
}
