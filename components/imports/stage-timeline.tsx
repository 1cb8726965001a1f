import clsx from 'clsx';
import type { ReactNode } from 'react';
import type { Import } from '@/components/api/imports';
import { IMPORT_STAGES } from '@/lib/lake/import-states';

const STEPS = ['uploading', 'queued', ...IMPORT_STAGES] as const;

type StepLook = 'past' | 'now' | 'ahead' | 'stopped';

/** How far an import has come: the step it is at, and what that means for it. */
export function currentStep({ state, stage }: Pick<Import, 'state' | 'stage'>): {
  index: number;
  look: StepLook;
} {
  const stageIndex = STEPS.indexOf(stage ?? 'scanning');
  switch (state) {
    case 'UPLOADING':
      return { index: 0, look: 'now' };
    case 'QUEUED':
      return { index: 1, look: 'now' };
    case 'RUNNING':
      return { index: stageIndex, look: 'now' };
    case 'FAILED':
      return { index: stageIndex, look: 'stopped' };
    case 'CANCELLED':
      return { index: 0, look: 'stopped' };
    case 'CHECKED':
      return { index: stageIndex, look: 'past' };
    case 'SUCCEEDED':
    case 'UNDONE':
      return { index: STEPS.length - 1, look: 'past' };
  }
}

const BARS: Record<StepLook, string> = {
  past: 'bg-accent',
  now: 'bg-accent animate-pulse',
  ahead: 'bg-line',
  stopped: 'bg-bad',
};

const WORDS: Record<StepLook, string> = {
  past: 'text-muted',
  now: 'font-medium text-ink',
  ahead: 'text-faint',
  stopped: 'font-medium text-bad',
};

/** The stages of an import from left to right. On a phone only the current one is named. */
export function StageTimeline({ item }: { item: Import }): ReactNode {
  const current = currentStep(item);
  return (
    <ol aria-label="Stages" className="grid grid-cols-8 gap-1">
      {STEPS.map((step, index) => {
        const look = index < current.index ? 'past' : index === current.index ? current.look : 'ahead';
        return (
          <li key={step} aria-current={index === current.index ? 'step' : undefined} className="min-w-0">
            <span aria-hidden className={clsx('block h-1 rounded-full', BARS[look])} />
            <span
              className={clsx(
                'mt-1.5 block text-sm whitespace-nowrap capitalize max-sm:text-xs',
                WORDS[look],
                index === current.index ? '' : 'max-sm:sr-only',
                // The last names on a phone would run out of the page on the right.
                index > 4 && 'max-sm:flex max-sm:justify-end',
              )}
            >
              {step}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
