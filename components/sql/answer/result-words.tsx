import type { ReactNode } from 'react';
import type { SqlResult } from '@/components/api/sql';
import { formatCount, formatDuration, formatQuantity } from '@/lib/format';

/** How many rows, whether that is all, how long it took, and as of when. */
export function ResultWords({ answer }: { answer: SqlResult & { tookSeconds: number } }): ReactNode {
  const { rows, cut, seconds, tookSeconds, sequence } = answer;
  return (
    <span className="tabular-nums" title={`${formatDuration(seconds)} in the database`}>
      {cut ? (
        <span className="font-medium text-warn">Cut at {formatQuantity(rows.length, 'row')}</span>
      ) : (
        formatQuantity(rows.length, 'row')
      )}
      {' · '}
      {formatDuration(tookSeconds)}
      {' · '}as of commit {formatCount(sequence)}
    </span>
  );
}
