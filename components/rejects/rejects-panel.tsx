'use client';

import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useRouter, useSearchParams } from 'next/navigation';
import type { ReactNode } from 'react';
import { FailureNotice } from '@/components/api/failure-notice';
import type { Import, RejectFilter } from '@/components/api/imports';
import { rejectsQuery } from '@/components/api/queries';
import { useMay } from '@/components/auth/session-context';
import { DownloadRejects } from '@/components/rejects/download-rejects';
import { ProblemGroups } from '@/components/rejects/problem-groups';
import { problemWords } from '@/components/rejects/problem-words';
import { RejectTable } from '@/components/rejects/reject-table';
import { UploadRepaired } from '@/components/rejects/upload-repaired';
import { ZoneMark } from '@/components/lake/zone-mark';
import { RepairPanel } from '@/components/repair/repair-panel';
import { Button } from '@/components/ui/button';
import { Pager } from '@/components/ui/pager';
import { Panel } from '@/components/ui/panel';
import { Segmented } from '@/components/ui/segmented';
import { formatQuantity } from '@/lib/format';
import { paths } from '@/lib/paths';

const PAGE_SIZE = 50;

const LOOKS = [
  { value: 'list', label: 'Reasons' },
  { value: 'grid', label: 'Repair' },
] as const;

/** The refused rows of an import: by kind, one by one, as a file, and as cells that can be repaired. */
export function RejectsPanel({ item, isRepairing }: { item: Import; isRepairing: boolean }): ReactNode {
  const router = useRouter();
  // What is only checked, or no longer counts, has nothing to be repaired for.
  const mayRepair = useMay('import') && item.state === 'SUCCEEDED';
  const rejected = item.counts?.rejected ?? 0;
  const show = (look: (typeof LOOKS)[number]['value']) =>
    router.replace(look === 'grid' ? paths.repair(item.id) : paths.import(item.id), { scroll: false });
  return (
    <Panel
      title="Refused rows"
      note={
        <span className="inline-flex items-center gap-1.5">
          <ZoneMark zone="rejects" />
          {formatQuantity(rejected, 'row')}
        </span>
      }
      actions={
        <span className="flex flex-wrap items-center justify-end gap-2">
          {mayRepair ? (
            <Segmented
              label="Show as"
              value={isRepairing ? 'grid' : 'list'}
              options={LOOKS}
              onValueChange={show}
            />
          ) : null}
          <DownloadRejects importId={item.id} format="csv" label="rejects.csv" />
          <DownloadRejects importId={item.id} format="original" label="In the file’s format" />
          {mayRepair ? <UploadRepaired item={item} /> : null}
        </span>
      }
      flush
    >
      {isRepairing && mayRepair ? (
        <RepairPanel item={item} />
      ) : (
        <RejectList item={item} rejected={rejected} />
      )}
    </Panel>
  );
}

function RejectList({ item, rejected }: { item: Import; rejected: number }): ReactNode {
  const { filter, page, apply } = useRejectFilter(item.id);
  const query = useQuery(rejectsQuery(item.id, filter, (page - 1) * PAGE_SIZE, PAGE_SIZE));
  const { data } = query;
  const isFiltered = filter.code !== undefined || filter.column !== undefined;
  if (query.isError && !data) {
    return (
      <div className="p-4">
        <FailureNotice
          title="The refused rows could not be loaded"
          error={query.error}
          onRetry={() => void query.refetch()}
        />
      </div>
    );
  }
  return (
    <>
      <ProblemGroups groups={data?.groups} filter={filter} onFilter={(next) => apply(next, 1)} />
      {isFiltered ? (
        <p className="flex flex-wrap items-center gap-2 border-t px-4 py-2 text-sm">
          <span className="text-muted">Only</span>
          <span className="font-medium">{filter.code ? problemWords(filter.code) : 'every kind'}</span>
          {filter.column ? <code className="font-mono text-xs">{filter.column}</code> : null}
          <Button size="sm" variant="quiet" onClick={() => apply({}, 1)}>
            <X aria-hidden />
            Show all
          </Button>
        </p>
      ) : null}
      <div className="border-t">
        <RejectTable rejects={data?.items} expectedRows={Math.min(rejected, 10)} />
      </div>
      <div className="border-t">
        <Pager
          page={page}
          pageSize={PAGE_SIZE}
          total={data?.total ?? null}
          shown={data?.items.length ?? null}
          things="problems"
          onPageChange={(next) => apply(filter, next)}
        />
      </div>
    </>
  );
}

/** The kind of problem and the page, kept in the address. */
function useRejectFilter(importId: string) {
  const router = useRouter();
  const search = useSearchParams();
  const filter: RejectFilter = {
    code: search.get('code') ?? undefined,
    column: search.get('column') ?? undefined,
  };
  const page = Math.max(1, Number.parseInt(search.get('page') ?? '1', 10) || 1);
  const apply = (next: RejectFilter, nextPage: number) => {
    const query = new URLSearchParams();
    if (next.code !== undefined) query.set('code', next.code);
    if (next.column !== undefined) query.set('column', next.column);
    if (nextPage > 1) query.set('page', String(nextPage));
    const suffix = query.size > 0 ? `?${query}` : '';
    router.replace(`${paths.import(importId)}${suffix}`, { scroll: false });
  };
  return { filter, page, apply };
}
