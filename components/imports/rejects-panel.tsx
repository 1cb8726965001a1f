'use client';

import { useQuery } from '@tanstack/react-query';
import { Download, X } from 'lucide-react';
import { useRouter, useSearchParams } from 'next/navigation';
import { useState, type ReactNode } from 'react';
import { toast } from 'sonner';
import { FailureNotice } from '@/components/api/failure-notice';
import { getRejectsUrl, type Import, type RejectFilter } from '@/components/api/imports';
import { rejectsQuery } from '@/components/api/queries';
import { ProblemGroups } from '@/components/imports/problem-groups';
import { problemWords } from '@/components/imports/problem-words';
import { RejectTable } from '@/components/imports/reject-table';
import { ZoneMark } from '@/components/lake/zone-mark';
import { Button } from '@/components/ui/button';
import { Pager } from '@/components/ui/pager';
import { Panel } from '@/components/ui/panel';
import { formatQuantity } from '@/lib/format';
import { paths } from '@/lib/paths';

const PAGE_SIZE = 50;

/** The refused rows of an import: by kind, one by one, and as a file. */
export function RejectsPanel({ item }: { item: Import }): ReactNode {
  const { filter, page, apply } = useRejectFilter(item.id);
  const query = useQuery(rejectsQuery(item.id, filter, (page - 1) * PAGE_SIZE, PAGE_SIZE));
  const { data } = query;
  const rejected = item.counts?.rejected ?? 0;
  const isFiltered = filter.code !== undefined || filter.column !== undefined;

  return (
    <Panel
      title="Refused rows"
      note={
        <span className="inline-flex items-center gap-1.5">
          <ZoneMark zone="rejects" />
          {formatQuantity(rejected, 'row')}
        </span>
      }
      actions={<DownloadRejects importId={item.id} />}
      flush
    >
      {query.isError && !data ? (
        <div className="p-4">
          <FailureNotice
            title="The refused rows could not be loaded"
            error={query.error}
            onRetry={() => void query.refetch()}
          />
        </div>
      ) : (
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
      )}
    </Panel>
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

function DownloadRejects({ importId }: { importId: string }): ReactNode {
  const [pending, setPending] = useState(false);
  const download = async () => {
    setPending(true);
    try {
      const url = await getRejectsUrl(importId);
      if (url) window.location.assign(url);
      else toast.info('There is no rejects.csv: nothing was refused.');
    } catch (error) {
      toast.error('rejects.csv could not be fetched', {
        description: error instanceof Error ? error.message : 'Try again.',
      });
    } finally {
      setPending(false);
    }
  };
  return (
    <Button size="sm" pending={pending} onClick={() => void download()}>
      <Download aria-hidden />
      rejects.csv
    </Button>
  );
}
