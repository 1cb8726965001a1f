import { CircleAlert, CircleCheck, CircleDashed, Flag } from 'lucide-react';
import type { ReactNode } from 'react';
import type { RowVerdict } from '@/components/repair/judge-rows';

/** What the engine says of a changed row, beside its line. */
export function VerdictMark({ verdict }: { verdict: RowVerdict }): ReactNode {
  switch (verdict.state) {
    case 'unchecked':
      return <CircleDashed aria-label="Not checked yet" className="mr-2 size-4 text-faint" />;
    case 'good':
      return <CircleCheck aria-label="Good now" className="mr-2 size-4 text-good" />;
    case 'flagged':
      return <Flag aria-label="Good, and will wait for review" className="mr-2 size-4 text-anomalies-ink" />;
    case 'bad':
      return <CircleAlert aria-label="Would be refused again" className="mr-2 size-4 text-bad" />;
  }
}
