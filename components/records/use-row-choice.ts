import { useState } from 'react';
import type { RowPlace, RowSelection } from '@/components/api/change-rows';
import { placeKey } from '@/components/records/row-place';
import type { Filter } from '@/lib/lake/query/filters';

export interface RowChoice {
  has: (place: RowPlace) => boolean;
  set: (places: readonly RowPlace[], chosen: boolean) => void;
  /** Chooses all rows that fit the filters, whether they are on this page or not. */
  chooseAllThatFit: () => void;
  clear: () => void;
  /** Whether all that fit are chosen. */
  isAll: boolean;
  /** Rows chosen one by one. */
  count: number;
  /** What the API is told. */
  selection: RowSelection;
}

interface Chosen {
  scope: string;
  places: ReadonlyMap<string, RowPlace>;
  isAll: boolean;
}

/** Rows that somebody has chosen. They stay chosen from page to page, and are forgotten with other filters. */
export function useRowChoice(scope: string, filters: readonly Filter[]): RowChoice {
  const none: Chosen = { scope, places: new Map(), isAll: false };
  const [chosen, setChosen] = useState<Chosen>(none);
  const { places, isAll } = chosen.scope === scope ? chosen : none;
  return {
    has: (place) => isAll || places.has(placeKey(place)),
    set: (changed, isChosen) => {
      const next = new Map(places);
      for (const place of changed) {
        if (isChosen) next.set(placeKey(place), place);
        else next.delete(placeKey(place));
      }
      setChosen({ scope, places: next, isAll: false });
    },
    chooseAllThatFit: () => setChosen({ scope, places: new Map(), isAll: true }),
    clear: () => setChosen(none),
    isAll,
    count: places.size,
    selection: isAll ? { filters } : { rows: [...places.values()] },
  };
}
