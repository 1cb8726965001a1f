import { useMemo } from 'react';
import type { RowPlace } from '@/components/api/change-rows';
import type { RecordPage } from '@/components/api/records';
import { placeOf } from '@/components/records/row-place';
import { withLineage, type LakeColumn } from '@/lib/lake/columns';

interface PageRows {
  columns: LakeColumn[];
  rows: unknown[][];
  places: (RowPlace | null)[];
}

/** An answer's rows with the columns that are wanted, in their order; where a row came from is known of all. */
export function usePageRows(
  page: RecordPage | undefined,
  own: readonly LakeColumn[],
  shown: readonly string[],
): PageRows {
  return useMemo(() => {
    const known = new Map(withLineage(own).map((column) => [column.name, column]));
    const names = page?.columns.map(({ name }) => name) ?? [];
    const places = new Map(names.map((name, index) => [name, index]));
    const visible = shown.flatMap((name) => {
      const column = known.get(name);
      const index = places.get(name);
      return column && index !== undefined ? [{ column, index }] : [];
    });
    return {
      columns: visible.map(({ column }) => column),
      rows: page?.rows.map((row) => visible.map(({ index }) => row[index])) ?? [],
      places: page?.rows.map((row) => placeOf(row, names)) ?? [],
    };
  }, [page, own, shown]);
}
