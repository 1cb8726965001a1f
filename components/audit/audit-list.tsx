'use client';

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import clsx from 'clsx';
import { ScrollText } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { FailureNotice } from '@/components/api/failure-notice';
import { auditQuery, type AuditEntry, type AuditFilter } from '@/components/api/people';
import { auditSentence } from '@/components/audit/audit-words';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { SkeletonRows } from '@/components/ui/skeleton';
import { Table, Td, Th } from '@/components/ui/table';
import { formatDateTime, formatQuantity } from '@/lib/format';

const PAGE_SIZE = 50;
const EXPECTED_ROWS = 8;

/** On a phone who and when stand under what was done. */
const WIDE_ONLY = 'max-sm:hidden';

interface AuditListProps {
  filter: AuditFilter;
  /** Shows all entries again; null when all are shown. */
  onReset: (() => void) | null;
}

/** The entries that fit, newest first, with the older ones a click away. */
export function AuditList({ filter, onReset }: AuditListProps): ReactNode {
  const query = useInfiniteQuery({ ...auditQuery(filter, PAGE_SIZE), placeholderData: keepPreviousData });
  const entries = query.data?.pages.flatMap(({ items }) => items);
  if (query.isError && !entries) {
    return (
      <div className="p-4">
        <FailureNotice
          title="The audit trail could not be loaded"
          error={query.error}
          onRetry={() => void query.refetch()}
        />
      </div>
    );
  }
  // A page may be empty and not the last: only so many entries are looked through at a time.
  if (entries?.length === 0 && !query.hasNextPage) {
    return (
      <EmptyState
        icon={ScrollText}
        title={onReset ? 'No entry fits' : 'Nothing has been noted yet'}
        actions={onReset ? <Button onClick={onReset}>Show all entries</Button> : null}
      >
        {onReset
          ? 'Nobody of this name did anything of this kind in this time.'
          : 'Whoever invites somebody, makes a key or saves a definition appears here.'}
      </EmptyState>
    );
  }
  return (
    <>
      <Table label="Audit trail" aria-busy={query.isPlaceholderData || undefined}>
        <thead>
          <tr>
            <Th className={WIDE_ONLY}>When</Th>
            <Th className={WIDE_ONLY}>Who</Th>
            <Th>What</Th>
          </tr>
        </thead>
        <tbody className={query.isPlaceholderData ? 'opacity-60' : undefined}>
          {entries ? (
            entries.map((entry) => <EntryRow key={entry.id} entry={entry} />)
          ) : (
            <SkeletonRows rows={EXPECTED_ROWS} columns={3} />
          )}
        </tbody>
      </Table>
      <div className="flex min-h-12 items-center gap-3 border-t px-4 py-2 text-sm text-muted">
        {entries ? endWords(entries.length, query.hasNextPage) : null}
        {query.hasNextPage ? (
          <Button
            size="sm"
            pending={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
            className="ml-auto"
          >
            {query.isFetchingNextPage ? 'Loading…' : 'Show older entries'}
          </Button>
        ) : null}
      </div>
    </>
  );
}

function endWords(count: number, hasMore: boolean): string {
  const shown = formatQuantity(count, 'entry', 'entries');
  return hasMore ? `${shown} shown` : `${shown}: that is all`;
}

function EntryRow({ entry }: { entry: AuditEntry }): ReactNode {
  const { verb, target, href, rest } = auditSentence(entry);
  const when = <time dateTime={entry.at}>{formatDateTime(entry.at)}</time>;
  return (
    <tr className="hover:bg-canvas">
      <Td className={clsx(WIDE_ONLY, 'whitespace-nowrap text-muted')}>{when}</Td>
      <Td className={clsx(WIDE_ONLY, 'max-w-72 truncate')} title={entry.actor}>
        {entry.actor}
      </Td>
      <Td className="break-words sm:min-w-64">
        {verb}{' '}
        {href ? (
          <Link href={href} prefetch={false} className="font-medium hover:text-accent hover:underline">
            {target}
          </Link>
        ) : (
          <span className="font-medium">{target}</span>
        )}
        {rest ? ` ${rest}` : null}
        <span className="block text-muted sm:hidden">
          {entry.actor}, {when}
        </span>
      </Td>
    </tr>
  );
}
