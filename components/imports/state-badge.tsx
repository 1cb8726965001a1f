import {
  Ban,
  CircleAlert,
  CircleCheck,
  CircleDashed,
  ClipboardCheck,
  LoaderCircle,
  Undo2,
  Upload,
  type LucideIcon,
} from 'lucide-react';
import clsx from 'clsx';
import type { ReactNode } from 'react';
import { Badge, type Tone } from '@/components/ui/badge';
import type { ImportState } from '@/lib/lake/import-states';

/** The word for each state, the same everywhere. */
export const STATE_WORDS: Record<ImportState, string> = {
  UPLOADING: 'Uploading',
  QUEUED: 'Queued',
  RUNNING: 'Running',
  CHECKED: 'Checked',
  SUCCEEDED: 'Succeeded',
  FAILED: 'Failed',
  UNDONE: 'Undone',
  CANCELLED: 'Cancelled',
};

const LOOKS: Record<ImportState, { tone: Tone; icon: LucideIcon }> = {
  UPLOADING: { tone: 'accent', icon: Upload },
  QUEUED: { tone: 'neutral', icon: CircleDashed },
  RUNNING: { tone: 'accent', icon: LoaderCircle },
  CHECKED: { tone: 'accent', icon: ClipboardCheck },
  SUCCEEDED: { tone: 'good', icon: CircleCheck },
  FAILED: { tone: 'bad', icon: CircleAlert },
  UNDONE: { tone: 'neutral', icon: Undo2 },
  CANCELLED: { tone: 'neutral', icon: Ban },
};

export function StateBadge({ state }: { state: ImportState }): ReactNode {
  const { tone, icon: Icon } = LOOKS[state];
  return (
    <Badge tone={tone}>
      <Icon aria-hidden className={clsx(state === 'RUNNING' && 'animate-spin')} />
      {STATE_WORDS[state]}
    </Badge>
  );
}
