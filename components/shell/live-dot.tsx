'use client';

import clsx from 'clsx';
import { useSyncExternalStore, type ReactNode } from 'react';
import { isLive, subscribeLive } from '@/components/api/live-state';
import { Tooltip } from '@/components/ui/tooltip';

/** Whether changes arrive by themselves at once, or are asked for every few seconds. */
export function LiveDot(): ReactNode {
  const live = useSyncExternalStore(subscribeLive, isLive, () => false);
  const text = live
    ? 'Live: changes appear at once'
    : 'Not live: the page asks for changes every few seconds';
  return (
    <Tooltip text={text}>
      <button
        type="button"
        aria-label={text}
        className="flex size-7 cursor-help items-center justify-center rounded-md"
      >
        <span className={clsx('size-2 rounded-full', live ? 'bg-good' : 'border-2 border-faint')} />
      </button>
    </Tooltip>
  );
}
