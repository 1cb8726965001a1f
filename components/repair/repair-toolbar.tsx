'use client';

import { BetweenVerticalStart, Delete, Lightbulb, Redo2, Undo2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { SendRepairs, type SendRepairsProps } from '@/components/repair/send-repairs';
import type { Place, SheetActions } from '@/components/repair/use-repair-sheet';
import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';
import { formatQuantity } from '@/lib/format';

interface RepairToolbarProps extends SendRepairsProps {
  suggestionCount: number;
  canUndo: boolean;
  canRedo: boolean;
  actions: SheetActions;
  at: Place;
}

export function RepairToolbar({
  suggestionCount,
  canUndo,
  canRedo,
  actions,
  at,
  ...sending
}: RepairToolbarProps): ReactNode {
  return (
    <div className="flex flex-wrap items-center gap-2 px-4 py-2">
      <p className="mr-auto max-w-2xl text-sm text-muted">
        Type over a cell or paste a block. Enter edits, Escape leaves; changed rows are checked as you type,
        and only they are sent.
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
      <SendRepairs {...sending} />
    </div>
  );
}
