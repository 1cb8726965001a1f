import { useMemo } from 'react';
import type { RowPlace } from '@/components/api/change-rows';
import type { RecordPage } from '@/components/api/records';
import { PLACE_COLUMNS, placeOf } from '@/components/records/row-place';
import { withLineage, type LakeColumn } from '@/lib/lake/columns';

interface PageRows {
  columns: LakeColumn[];
  rows: unknown[][];
  places: (RowPlace | null)[];
}

/** An answer's rows with the columns that are wanted in sight; where a row came from is known of all. */
export function usePageRows(
  page: RecordPage | undefined,
  own: readonly LakeColumn[],
  shown: readonly string[],
): PageRows {
  return useMemo(() => {
    const known = withLineage(own);
    const names = page?.columns.map(({ name }) => name) ?? [];
    const hidden: readonly string[] = PLACE_COLUMNS.filter((name) => !shown.includes(name));
    const visible = names.flatMap((name, index) => {
      const column = known.find((one) => one.name === name);
      return column && !hidden.includes(name) ? [{ column, index }] : [];
    });
    return {
      columns: visible.map(({ column }) => column),
      rows: page?.rows.map((row) => visible.map(({ index }) => row[index])) ?? [],
      places: page?.rows.map((row) => placeOf(row, names)) ?? [],
    };
  }, [page, own, shown]);
}
