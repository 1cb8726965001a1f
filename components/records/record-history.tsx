'use client';

import { useQuery } from '@tanstack/react-query';
import clsx from 'clsx';
import type { ReactNode } from 'react';
import type { RowPlace } from '@/components/api/change-rows';
import { FailureNotice } from '@/components/api/failure-notice';
import type { RecordHistory as History, RecordVersion } from '@/components/api/lineage';
import { recordHistoryQuery } from '@/components/api/queries';
import type { BrowsedZone } from '@/components/api/records';
import { KIND_WORDS } from '@/components/import-actions/import-words';
import { ImportLink } from '@/components/imports/import-link';
import { changesOf } from '@/components/records/version-changes';
import { Badge } from '@/components/ui/badge';
import { Skeleton } from '@/components/ui/skeleton';
import { formatCell, formatDateTime } from '@/lib/format';

interface RecordHistoryProps {
  dataset: string;
  zone: BrowsedZone;
  place: RowPlace;
}

/** What imports have said of the row's key, newest first, and what each of them changed. */
export function RecordHistory({ dataset, zone, place }: RecordHistoryProps): ReactNode {
  const query = useQuery(recordHistoryQuery(dataset, zone, place));
  return (
    <section aria-labelledby="record-history" className="flex flex-col gap-2">
      <h3 id="record-history" className="font-semibold">
        History
      </h3>
      {query.isError && !query.data ? (
        <FailureNotice
          title="The history could not be loaded"
          error={query.error}
          onRetry={() => void query.refetch()}
        />
      ) : query.data ? (
        <Versions history={query.data} />
      ) : (
        <Skeleton className="h-20 w-full" />
      )}
    </section>
  );
}

function Versions({ history }: { history: History }): ReactNode {
  if (history.versions.length === 0) {
    return (
      <p className="text-sm text-muted">Nothing is known of this row before: its imports have expired.</p>
    );
  }
  return (
    <ol className="flex flex-col divide-y rounded-lg border">
      {history.versions.map((version, index) => (
        <Version
          key={`${version.sequence}/${version.zone}/${index}`}
          version={version}
          older={history.versions[index + 1]}
          columns={history.columns}
        />
      ))}
    </ol>
  );
}

interface VersionProps {
  version: RecordVersion;
  older: RecordVersion | undefined;
  columns: History['columns'];
}

function Version({ version, older, columns }: VersionProps): ReactNode {
  const changes = changesOf(version, older, columns);
  return (
    <li className={clsx('flex flex-col gap-1 px-3 py-2.5 text-sm', !version.stands && 'text-faint')}>
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span className={version.stands ? 'text-muted' : undefined}>{KIND_WORDS[version.kind]}</span>
        <ImportLink id={version.importId} />
        <span className="text-faint tabular-nums">{formatDateTime(version.committedAt)}</span>
        {version.current ? <Badge tone="good">Counts now</Badge> : null}
        {version.stands ? null : <Badge>Undone</Badge>}
        {version.zone === 'anomalies' ? <Badge tone="warn">Flagged</Badge> : null}
      </p>
      {version.values ? (
        <ul className="flex flex-col gap-0.5">
          {changes.map(({ column, from, to }) => (
            <li key={column.name} className="break-words">
              <code className="font-mono text-xs">{column.name}</code>{' '}
              {from === undefined ? null : (
                <>
                  <del className="text-faint">{formatCell(from, column.type)}</del> →{' '}
                </>
              )}
              <span className="tabular-nums">{formatCell(to, column.type)}</span>
            </li>
          ))}
          {changes.length === 0 ? <li className="text-faint">The same values.</li> : null}
        </ul>
      ) : (
        <p>{version.kind === 'load' || version.kind === 'replay' ? 'The same row once more.' : 'Removed.'}</p>
      )}
    </li>
  );
}
