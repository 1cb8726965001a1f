import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { RepairedRow } from '@/components/api/change-rows';
import { repairCheckQuery } from '@/components/api/repairs';
import { judgeRows, type RowVerdict } from '@/components/repair/judge-rows';

/** After the last change, so that a row is not checked letter by letter. */
const PAUSE_MS = 300;
/** More rows than these are sent as they are: nobody types them, and the answer would take too long. */
const ROWS_MAX = 1000;

export interface RepairCheck {
  /** By the row's index. */
  verdicts: ReadonlyMap<number, RowVerdict>;
  isChecking: boolean;
  /** Why the rows could not be checked; they can be sent all the same. */
  error: Error | null;
}

type ReadyRow = RepairedRow & { row: number };

/** Asks the engine about the changed rows as they are typed. */
export function useRepairCheck(
  importId: string,
  ready: readonly ReadyRow[],
  columns: readonly string[],
): RepairCheck {
  const text = JSON.stringify(ready.slice(0, ROWS_MAX).map(({ line, cells }) => ({ line, cells })));
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const query = useQuery(repairCheckQuery(importId, settled));
  const isOutOfDate = text !== settled || query.isPlaceholderData || query.isLoading;
  return {
    verdicts: judgeRows(ready, query.data, columns),
    isChecking: ready.length > 0 && isOutOfDate && !query.isError,
    error: query.error,
  };
}
