'use client';

import { ChevronDown, ChevronUp } from 'lucide-react';
import type { ReactNode } from 'react';
import { useDialogKey } from '@/components/records/use-dialog-key';
import { CopyButton } from '@/components/ui/copy-button';
import { IconButton } from '@/components/ui/icon-button';
import { formatCount } from '@/lib/format';

interface RecordStepsProps {
  onPrevious: (() => void) | null;
  onNext: (() => void) | null;
  position: number | null;
}

/** From the open row to its neighbours, by button or by key, and the address that shows it. */
export function RecordSteps({ onPrevious, onNext, position }: RecordStepsProps): ReactNode {
  useDialogKey(['k', 'arrowleft'], onPrevious);
  useDialogKey(['j', 'arrowright'], onNext);
  return (
    <div
      role="group"
      aria-label="Neighbours"
      className="-mx-2 -mt-2 mb-2 flex items-center gap-1 text-sm text-muted"
    >
      <IconButton
        label="Previous row (K)"
        aria-keyshortcuts="K ArrowLeft"
        disabled={!onPrevious}
        onClick={() => onPrevious?.()}
      >
        <ChevronUp />
      </IconButton>
      <IconButton
        label="Next row (J)"
        aria-keyshortcuts="J ArrowRight"
        disabled={!onNext}
        onClick={() => onNext?.()}
      >
        <ChevronDown />
      </IconButton>
      <output aria-live="polite" className="tabular-nums">
        {position === null ? 'Not on the page of rows behind' : `Row ${formatCount(position)}`}
      </output>
      <span className="ml-auto">
        <CopyButton text={window.location.href} label="Copy the link to this row" />
      </span>
    </div>
  );
}
