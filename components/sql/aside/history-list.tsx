import { History, Star, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import {
  HISTORY_MAX,
  withStar,
  without,
  type HistoryEntry,
  type SqlMemory,
} from '@/components/sql/memory/sql-history';
import { EmptyState } from '@/components/ui/empty-state';
import { IconButton } from '@/components/ui/icon-button';
import { TimeAgo } from '@/components/ui/time-ago';
import { formatDuration, formatQuantity } from '@/lib/format';

interface HistoryListProps {
  entries: readonly HistoryEntry[];
  onAsk: (sql: string) => void;
  onChange: (change: (memory: SqlMemory) => SqlMemory) => void;
}

/** The queries of this browser, those with a star first; a click runs one again. */
export function HistoryList({ entries, onAsk, onChange }: HistoryListProps): ReactNode {
  if (entries.length === 0) {
    return (
      <EmptyState icon={History} title="No query yet">
        The last {HISTORY_MAX} queries are kept in this browser.
      </EmptyState>
    );
  }
  const sorted = [...entries.filter(({ starred }) => starred), ...entries.filter(({ starred }) => !starred)];
  return (
    <ul className="divide-y">
      {sorted.map((entry) => (
        <li key={entry.sql} className="flex items-start gap-1 pr-2 hover:bg-canvas">
          <button
            type="button"
            title={entry.sql}
            onClick={() => onAsk(entry.sql)}
            className="min-w-0 flex-1 px-3 py-2 text-left -outline-offset-2"
          >
            <code className="line-clamp-3 font-mono text-xs break-words">{entry.sql}</code>
            <span className="mt-0.5 block text-xs text-faint tabular-nums">
              {entry.rows === null ? (
                <span className="text-bad">failed</span>
              ) : (
                `${formatQuantity(entry.rows, 'row')}${entry.cut ? ', cut' : ''}`
              )}
              {' · '}
              {formatDuration(entry.seconds)}
              {' · '}
              <TimeAgo iso={entry.at} />
            </span>
          </button>
          <span className="flex flex-col pt-1">
            <IconButton
              label={entry.starred ? 'Take the star away' : 'Keep with a star'}
              aria-pressed={entry.starred}
              onClick={() => onChange((memory) => withStar(memory, entry.sql, !entry.starred))}
            >
              <Star className={entry.starred ? 'fill-current text-accent' : undefined} />
            </IconButton>
            <IconButton
              label="Remove from the history"
              onClick={() => onChange((memory) => without(memory, entry.sql))}
            >
              <Trash2 />
            </IconButton>
          </span>
        </li>
      ))}
    </ul>
  );
}
