import { Send } from 'lucide-react';
import type { ReactNode, RefObject } from 'react';
import type { RepairedRow } from '@/components/api/change-rows';
import type { RepairCheck } from '@/components/repair/use-repair-check';
import { Button } from '@/components/ui/button';
import { formatCount, formatQuantity } from '@/lib/format';

type ReadyRow = RepairedRow & { row: number };

export interface SendRepairsProps {
  sendButton: RefObject<HTMLButtonElement | null>;
  /** The changed rows that can be sent. */
  ready: readonly ReadyRow[];
  check: RepairCheck;
  isSending: boolean;
  onSend: (rows: readonly ReadyRow[]) => void;
}

/** How many of the changed rows are good, and the buttons that send those or all. */
export function SendRepairs({ sendButton, ready, check, isSending, onSend }: SendRepairsProps): ReactNode {
  const stateOf = ({ row }: ReadyRow) => check.verdicts.get(row)?.state ?? 'unchecked';
  const good = ready.filter((row) => ['good', 'flagged'].includes(stateOf(row)));
  const notBad = ready.filter((row) => stateOf(row) !== 'bad');
  const hasBad = notBad.length < ready.length;
  return (
    <div className="flex basis-full flex-wrap items-center gap-2">
      <p role="status" className="mr-auto text-sm text-muted tabular-nums">
        {ready.length === 0 ? 'Nothing to send yet' : statusWords(good.length, ready.length, check)}
      </p>
      {hasBad ? (
        <Button size="sm" disabled={isSending} onClick={() => onSend(ready)}>
          Send all {formatCount(ready.length)}
        </Button>
      ) : null}
      <Button
        ref={sendButton}
        size="sm"
        variant="primary"
        disabled={notBad.length === 0}
        pending={isSending}
        onClick={() => onSend(notBad)}
      >
        <Send aria-hidden />
        {sendWords(notBad.length, hasBad)}
      </Button>
    </div>
  );
}

function statusWords(good: number, all: number, { isChecking, error }: RepairCheck): string {
  if (error) return 'The rows could not be checked';
  if (isChecking) return `Checking ${formatQuantity(all, 'row')}…`;
  return `${formatCount(good)} of ${formatQuantity(all, 'changed row')} ${good === 1 ? 'is' : 'are'} good`;
}

function sendWords(count: number, hasBad: boolean): string {
  if (count === 0) return 'Send repaired rows';
  return hasBad
    ? `Send the ${formatQuantity(count, 'good row')}`
    : `Send ${formatQuantity(count, 'repaired row')}`;
}
