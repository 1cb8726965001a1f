import { useState } from 'react';
import { toast } from 'sonner';
import { repairRejects, type RepairedRow } from '@/components/api/change-rows';
import type { Import } from '@/components/api/imports';
import { useImportTask } from '@/components/import-actions/use-import-task';
import { formatQuantity } from '@/lib/format';

/** What AppSync takes as one request, with room for the rest of it. */
const REQUEST_CHARACTERS_MAX = 800_000;

interface Sending {
  /** Indexes of the records that are on their way or have arrived. */
  sent: ReadonlySet<number>;
  isSending: boolean;
  send: (rows: readonly (RepairedRow & { row: number })[]) => Promise<void>;
}

/** Sends repaired rows as an import of their own, and takes them for sent until that fails. */
export function useSendRepairs(item: Import): Sending {
  const [sent, setSent] = useState<ReadonlySet<number>>(new Set());
  const [isSending, setIsSending] = useState(false);
  const run = useImportTask();
  const send: Sending['send'] = async (rows) => {
    const repaired = rows.map(({ line, cells }) => ({ line, cells }));
    if (JSON.stringify(repaired).length > REQUEST_CHARACTERS_MAX) {
      toast.error('These are too many rows for the grid', {
        description: 'Download the refused rows, repair them in a spreadsheet, and upload that file.',
      });
      return;
    }
    setIsSending(true);
    setSent((known) => new Set([...known, ...rows.map(({ row }) => row)]));
    const ended = await run({
      start: () => repairRejects(item.id, repaired),
      doing: `Sending ${formatQuantity(rows.length, 'repaired row')}`,
      failed: 'The repaired rows were not taken in',
      done: ({ counts }) => ({
        title: counts ? outcomeWords(counts) : 'The repaired rows are in',
        warns: counts !== null && counts.rejected > 0,
      }),
      isUndoable: true,
    });
    setIsSending(false);
    if (ended?.state !== 'SUCCEEDED') {
      setSent((known) => new Set([...known].filter((index) => !rows.some(({ row }) => row === index))));
    }
  };
  return { sent, isSending, send };
}

function outcomeWords({ accepted, anomalous, rejected }: NonNullable<Import['counts']>): string {
  const parts = [
    `${formatQuantity(accepted, 'repaired row')} accepted`,
    ...(anomalous > 0 ? [`${anomalous} flagged for review`] : []),
    ...(rejected > 0 ? [`${rejected} refused again`] : []),
  ];
  return parts.join(', ');
}
