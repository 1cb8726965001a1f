'use client';

import { useQuery } from '@tanstack/react-query';
import { useEffect, type ReactNode } from 'react';
import { exportsQuery } from '@/components/api/exports';
import { FailureNotice } from '@/components/api/failure-notice';
import { ExportItem } from '@/components/sharing/export-item';
import { showExportList } from '@/components/sharing/followed-exports';
import { Skeleton } from '@/components/ui/skeleton';

/** The user's exports of the last day. */
export function ExportList(): ReactNode {
  const exported = useQuery(exportsQuery());
  useEffect(showExportList, []);
  if (exported.isError && !exported.data) {
    return (
      <FailureNotice
        title="Your exports could not be loaded"
        error={exported.error}
        onRetry={() => void exported.refetch()}
      />
    );
  }
  if (!exported.data) return <Skeleton className="h-14 w-full" />;
  if (exported.data.length === 0) {
    return <p className="text-sm text-muted">None in the last 24 hours.</p>;
  }
  return (
    <ul aria-label="My exports" aria-live="polite" aria-relevant="additions" className="divide-y">
      {exported.data.map((item) => (
        <ExportItem key={item.id} item={item} />
      ))}
    </ul>
  );
}
