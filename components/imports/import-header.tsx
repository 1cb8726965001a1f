import { Table2, TriangleAlert } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import type { Import } from '@/components/api/imports';
import { CancelImport } from '@/components/import-actions/cancel-import';
import { bringsRows, importTitle } from '@/components/import-actions/import-words';
import { ReplayImport } from '@/components/import-actions/replay-import';
import { UndoImport } from '@/components/import-actions/undo-import';
import { ImportLink } from '@/components/imports/import-link';
import { StateBadge } from '@/components/imports/state-badge';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { PageHeader } from '@/components/ui/page-header';
import { TimeAgo } from '@/components/ui/time-ago';
import { paths } from '@/lib/paths';

/** What the import is called, whose it is, and what can be done with it. */
export function ImportHeader({ item, mayImport }: { item: Import; mayImport: boolean }): ReactNode {
  return (
    <PageHeader
      title={importTitle(item)}
      badge={
        <>
          <StateBadge state={item.state} />
          {item.dryRun ? <Badge tone="accent">Dry run</Badge> : null}
        </>
      }
      description={
        <>
          Into{' '}
          <Link
            href={paths.dataset(item.dataset)}
            className="text-ink underline decoration-line-strong underline-offset-2 hover:text-accent"
          >
            {item.dataset}
          </Link>{' '}
          by {item.createdBy}, <TimeAgo iso={item.createdAt} />
          <Parent item={item} />
        </>
      }
      actions={<Actions item={item} mayImport={mayImport} />}
    />
  );
}

function Parent({ item: { kind, parentId } }: { item: Import }): ReactNode {
  if (!parentId) return null;
  const words =
    kind === 'undo' ? 'takes back' : kind === 'replay' ? 'runs again' : 'brings refused rows again of';
  return (
    <>
      {' '}
      · {words} <ImportLink id={parentId} />
    </>
  );
}

/** What the state and the role allow; a dry run has its decision beside its numbers. */
function Actions({ item, mayImport }: { item: Import; mayImport: boolean }): ReactNode {
  const { counts, dataset, id, kind, state, parentId } = item;
  const hasRows = bringsRows(item);
  const isOpen = state === 'UPLOADING' || state === 'QUEUED' || state === 'RUNNING';
  if (isOpen) return mayImport ? <CancelImport item={item} /> : null;
  // The rows that a whole dataset's replay brings stay those of the imports that it replays.
  const replaysAll = kind === 'replay' && parentId === null;
  // What has no bytes of its own is replayed by replaying what it is about.
  const isReplayable = hasRows && !replaysAll && mayImport;
  if (state === 'UNDONE') return isReplayable ? <ReplayImport item={item} /> : null;
  if (state !== 'SUCCEEDED') return null;
  return (
    <>
      {mayImport && kind !== 'undo' && !replaysAll ? <UndoImport item={item} /> : null}
      {isReplayable ? <ReplayImport item={item} /> : null}
      {hasRows && counts && counts.anomalous > 0 ? (
        <Button asChild>
          <Link href={paths.review(dataset, replaysAll ? undefined : id)}>
            <TriangleAlert aria-hidden />
            Review anomalies
          </Link>
        </Button>
      ) : null}
      {hasRows && counts ? (
        <Button asChild variant="primary">
          <Link href={replaysAll ? paths.dataset(dataset) : paths.importRows(dataset, id)}>
            <Table2 aria-hidden />
            Browse its rows
          </Link>
        </Button>
      ) : null}
    </>
  );
}
