'use client';

import { BetweenVerticalStart, Delete, Lightbulb, Redo2, Send, Undo2 } from 'lucide-react';
import type { ReactNode, RefObject } from 'react';
import type { Place, SheetActions } from '@/components/repair/use-repair-sheet';
import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';
import { formatQuantity } from '@/lib/format';

interface RepairToolbarProps {
  sendButton: RefObject<HTMLButtonElement | null>;
  readyCount: number;
  suggestionCount: number;
  canUndo: boolean;
  canRedo: boolean;
  isSending: boolean;
  actions: SheetActions;
  at: Place;
  onSend: () => void;
}

export function RepairToolbar({
  sendButton,
  readyCount,
  suggestionCount,
  canUndo,
  canRedo,
  isSending,
  actions,
  at,
  onSend,
}: RepairToolbarProps): ReactNode {
  return (
    <div className="flex flex-wrap items-center gap-2 px-4 py-2">
      <p className="mr-auto max-w-2xl text-sm text-muted">
        Type over a cell or paste a block. Enter edits, Escape leaves; only changed rows are sent.
      </p>
      <span className="flex items-center">
        <IconButton label="Undo the last change (Ctrl-Z)" disabled={!canUndo} onClick={actions.undo}>
          <Undo2 />
        </IconButton>
        <IconButton label="Do it again (Ctrl-Y)" disabled={!canRedo} onClick={actions.redo}>
          <Redo2 />
        </IconButton>
        <IconButton label="Put an empty cell in (Alt-Insert)" onClick={() => actions.insertCell(at)}>
          <BetweenVerticalStart />
        </IconButton>
        <IconButton label="Take the cell out (Alt-Delete)" onClick={() => actions.removeCell(at)}>
          <Delete />
        </IconButton>
      </span>
      {suggestionCount > 0 ? (
        <Button size="sm" onClick={actions.takeAllSuggestions}>
          <Lightbulb aria-hidden />
          Take {formatQuantity(suggestionCount, 'suggestion')}
        </Button>
      ) : null}
      <Button
        ref={sendButton}
        size="sm"
        variant="primary"
        disabled={readyCount === 0}
        pending={isSending}
        onClick={onSend}
      >
        <Send aria-hidden />
        {readyCount === 0 ? 'Send repaired rows' : `Send ${formatQuantity(readyCount, 'repaired row')}`}
      </Button>
    </div>
  );
}
