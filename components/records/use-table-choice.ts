import { useRef } from 'react';
import type { RowPlace } from '@/components/api/change-rows';
import type { TableChoice } from '@/components/record-table/table-choice';
import type { RowChoice } from '@/components/records/use-row-choice';

/** The choice of rows as a table of one page knows it: by index, with ranges. None without a choice. */
export function useTableChoice(
  choice: RowChoice | null,
  places: readonly (RowPlace | null)[],
): TableChoice | undefined {
  const last = useRef<number | null>(null);
  if (!choice) return undefined;
  const present = places.filter((place) => place !== null);
  const areAllChosen = present.length > 0 && present.every(choice.has);
  return {
    isChosen: (index) => {
      const place = places[index];
      return place ? choice.has(place) : false;
    },
    onToggle: (index, extend) => {
      const place = places[index];
      if (!place) return;
      const from = extend && last.current !== null ? last.current : index;
      const range = places.slice(Math.min(from, index), Math.max(from, index) + 1);
      const isChosen = extend ? true : !choice.has(place);
      last.current = index;
      choice.set(
        range.filter((one) => one !== null),
        isChosen,
      );
    },
    onToggleAll: () => choice.set(present, !areAllChosen),
    areAllChosen,
  };
}
