import { CircleCheck, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { UploadPreview } from '@/components/api/preview';
import { problemWords } from '@/components/rejects/problem-words';
import { Notice } from '@/components/ui/notice';
import { formatCount, formatQuantity } from '@/lib/format';

interface SampleOutcomeProps {
  preview: UploadPreview;
  isPending: boolean;
}

/** What would become of the rows that have been looked at. */
export function SampleOutcome({ preview, isPending }: SampleOutcomeProps): ReactNode {
  const { check, error, cut } = preview;
  if (isPending) {
    return (
      <p role="status" className="text-sm text-muted">
        Checking the rows…
      </p>
    );
  }
  if (error) {
    return (
      <div className="w-full">
        <Notice kind="warn" title="The file would be refused as it is">
          {error.message}
        </Notice>
      </div>
    );
  }
  if (!check) return null;
  const { received, accepted, anomalous, rejected } = check.counts;
  const rows = cut ? `the first ${formatQuantity(received, 'row')}` : formatQuantity(received, 'row');
  if (rejected === 0 && anomalous === 0) {
    return (
      <p className="flex items-center gap-1.5 text-sm text-good">
        <CircleCheck aria-hidden className="size-4" />
        {received === 0 ? 'It has no rows' : `${cut ? 'All of ' : 'All '}${rows} fit`}
      </p>
    );
  }
  return (
    <p className="flex flex-wrap items-center gap-x-1.5 text-sm text-muted">
      <TriangleAlert aria-hidden className="size-4 text-warn" />
      <span>
        Of {rows} {formatCount(accepted)} fit
        {anomalous > 0 ? (
          <>
            , <span className="text-anomalies-ink">{formatCount(anomalous)} would be flagged</span>
          </>
        ) : null}
        {rejected > 0 ? (
          <>
            , <span className="text-rejects-ink">{formatCount(rejected)} refused</span>
          </>
        ) : null}
        {problemsOf(check.problems)}
      </span>
    </p>
  );
}

function problemsOf(problems: Readonly<Record<string, number>>): string {
  const words = Object.entries(problems)
    .sort(([, one], [, other]) => other - one)
    .map(([code, count]) => `${problemWords(code).toLowerCase()} (${formatCount(count)})`);
  return words.length > 0 ? `: ${words.join(', ')}` : '';
}
