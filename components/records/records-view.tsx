'use client';

import { useQuery } from '@tanstack/react-query';
import { useMemo, useState, type ReactNode } from 'react';
import type { RowPlace } from '@/components/api/change-rows';
import { lakeColumns, type Dataset } from '@/components/api/datasets';
import { FailureNotice } from '@/components/api/failure-notice';
import { recordsQuery } from '@/components/api/queries';
import { PAGE_SIZES, recordsRequest, shownColumns, type BrowseState } from '@/components/browse/browse-state';
import { RecordTable } from '@/components/record-table/record-table';
import { ExpiredNote } from '@/components/records/expired-note';
import { RecordDialog } from '@/components/records/record-dialog';
import { useCellEdits } from '@/components/edits/use-cell-edits';
import { usePageRows } from '@/components/records/use-page-rows';
import type { RowChoice } from '@/components/records/use-row-choice';
import { useTableChoice } from '@/components/records/use-table-choice';
import { Pager } from '@/components/ui/pager';
import { Skeleton } from '@/components/ui/skeleton';
import { formatDuration } from '@/lib/format';

interface RecordsViewProps {
  dataset: Dataset;
  state: BrowseState;
  onChange: (next: Partial<BrowseState>) => void;
  /** Null for those who may not change rows. */
  choice: RowChoice | null;
  /** What can be done with chosen rows, above the table; it is told how many rows fit. */
  bar: (total: number | null) => ReactNode;
  /** What is said when there is no row. */
  empty: ReactNode;
}

/** A page of rows as the address asks for it, with what can be done with them. */
export function RecordsView({ dataset, state, onChange, choice, bar, empty }: RecordsViewProps): ReactNode {
  const own = useMemo(() => lakeColumns(dataset), [dataset]);
  const shown = useMemo(() => shownColumns(state, own), [state, own]);
  const query = useQuery(recordsQuery(recordsRequest(dataset.name, state, own)));
  const [open, setOpen] = useState<RowPlace | null>(null);
  const { columns, rows, places } = usePageRows(query.data, own, shown);
  const tableChoice = useTableChoice(choice, places);
  const edits = useCellEdits(dataset, places);
  if (query.isError) {
    return (
      <div className="min-h-96 p-4">
        <FailureNotice
          title="The rows could not be loaded"
          error={query.error}
          onRetry={() => void query.refetch()}
        />
      </div>
    );
  }
  const page = query.data;
  if (!page) return <Skeleton className="m-4 h-[calc(100dvh-24rem)] min-h-80" />;
  const total = page.total ?? null;
  return (
    <>
      {bar(total)}
      {rows.length === 0 && !query.isPlaceholderData ? (
        empty
      ) : (
        <RecordTable
          label={`${state.zone === 'silver' ? 'Rows' : 'Anomalies'} of ${dataset.title}`}
          columns={columns}
          rows={rows}
          total={total}
          offset={state.offset}
          sort={state.sort}
          onSortChange={(sort) => onChange({ sort })}
          isStale={query.isPlaceholderData}
          choice={tableChoice}
          edit={choice && state.zone === 'silver' ? edits : undefined}
          onOpen={(index) => setOpen(places[index] ?? null)}
        />
      )}
      <ExpiredNote rows={page.expiredRows ?? null} />
      <div className="flex flex-wrap items-center border-t">
        <div className="min-w-0 flex-1">
          <Pager
            page={Math.floor(state.offset / state.limit) + 1}
            pageSize={state.limit}
            total={total}
            shown={page.rows.length}
            things="rows"
            pageSizes={PAGE_SIZES}
            onPageChange={(next) => onChange({ offset: (next - 1) * state.limit })}
            onPageSizeChange={(limit) => onChange({ limit })}
          />
        </div>
        <span className="hidden pr-4 text-xs text-faint tabular-nums md:block">
          answered in {formatDuration(page.seconds)}
        </span>
      </div>
      <RecordDialog
        dataset={dataset}
        zone={state.zone}
        place={open}
        mayEdit={choice !== null}
        onClose={() => setOpen(null)}
      />
    </>
  );
}
