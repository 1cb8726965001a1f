import { useEffect, useRef } from 'react';
import type { RowPlace } from '@/components/api/change-rows';
import type { BrowseState } from '@/components/browse/browse-state';
import type { ChangeBrowse } from '@/components/browse/use-browse-state';

interface OpenRow {
  open: (place: RowPlace | null) => void;
  close: () => void;
}

/** An open row is a step in the browser's history: going back closes it, and closing it goes back. */
export function useOpenRow({ row }: BrowseState, onChange: ChangeBrowse): OpenRow {
  const isStepOfOurs = useRef(false);
  useEffect(() => {
    if (row === null) isStepOfOurs.current = false;
  }, [row]);
  return {
    open: (place) => {
      if (!place) return;
      isStepOfOurs.current = true;
      onChange({ row: place });
    },
    close: () => {
      // Whoever came by a link has the step before it elsewhere.
      if (isStepOfOurs.current) window.history.back();
      else onChange({ row: null }, 'replace');
    },
  };
}
