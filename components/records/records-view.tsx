'use client';

import { useQuery } from '@tanstack/react-query';
import { useMemo, type ReactNode } from 'react';
import { lakeColumns, type Dataset } from '@/components/api/datasets';
import { recordsQuery } from '@/components/api/queries';
import { PAGE_SIZES, recordsRequest, shownColumns, type BrowseState } from '@/components/browse/browse-state';
import type { ChangeBrowse } from '@/components/browse/use-browse-state';
import { useCellEdits } from '@/components/edits/use-cell-edits';
import type { CellAction } from '@/components/record-table/obey-key';
import { RecordTable } from '@/components/record-table/record-table';
import type { TableLayout } from '@/components/record-table/table-layout';
import { ExpiredNote } from '@/components/records/expired-note';
import { GoToRows } from '@/components/records/go-to-rows';
import { OpenRecord } from '@/components/records/open-record';
import { QueryFailure } from '@/components/records/query-failure';
import { SlowNote } from '@/components/records/slow-note';
import { useOpenRow } from '@/components/records/use-open-row';
import { usePageRows } from '@/components/records/use-page-rows';
import type { RowChoice } from '@/components/records/use-row-choice';
import { useTableChoice } from '@/components/records/use-table-choice';
import { Pager } from '@/components/ui/pager';
import { Skeleton } from '@/components/ui/skeleton';
import { formatDuration } from '@/lib/format';
import type { LakeColumn } from '@/lib/lake/columns';

interface RecordsViewProps {
  dataset: Dataset;
  state: BrowseState;
  onChange: ChangeBrowse;
  /** Null for those who may not change rows. */
  choice: RowChoice | null;
  /** What can be done with chosen rows, above the table; it is told how many rows fit. */
  bar: (total: number | null) => ReactNode;
  /** What is said when there is no row. */
  empty: ReactNode;
  /** Lets columns be moved, pinned, hidden and given a width. */
  layout?: TableLayout;
  /** What can be done with a value. */
  valueActions?: (column: LakeColumn, value: unknown) => CellAction[][];
}

/** A page of rows as the address asks for it, with what can be done with them. */
export function RecordsView(props: RecordsViewProps): ReactNode {
  const { dataset, state, onChange, choice, bar, valueActions } = props;
  const own = useMemo(() => lakeColumns(dataset), [dataset]);
  const shown = useMemo(() => shownColumns(state, own), [state, own]);
  const query = useQuery(recordsQuery(recordsRequest(dataset.name, state, own)));
  const { columns, rows, places } = usePageRows(query.data, own, shown);
  const tableChoice = useTableChoice(choice, places);
  const edits = useCellEdits(dataset, places);
  const openRow = useOpenRow(state, onChange);
  const page = query.data;
  const total = page?.total ?? null;
  return (
    <>
      {bar(total)}
      <SlowNote isWaiting={query.isFetching} />
      {query.isError ? (
        <QueryFailure
          error={query.error}
          state={state}
          onChange={onChange}
          onRetry={() => void query.refetch()}
        />
      ) : !page ? (
        <Skeleton className="m-4 h-[calc(100dvh-24rem)] min-h-80" />
      ) : rows.length === 0 && !query.isPlaceholderData ? (
        props.empty
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
          marked={state.search.trim()}
          choice={tableChoice}
          edit={choice && state.zone === 'silver' ? edits : undefined}
          layout={props.layout}
          {...(valueActions
            ? {
                cellActions: (row: number, column: LakeColumn) =>
                  valueActions(column, rows[row]?.[columns.findIndex(({ name }) => name === column.name)]),
              }
            : {})}
          onOpen={(index) => openRow.open(places[index] ?? null)}
        />
      )}
      {page ? (
        <>
          <ExpiredNote rows={page.expiredRows ?? null} />
          <div className="flex flex-wrap items-center border-t">
            <div className="min-w-0 flex-1">
              <Pager
                page={Math.floor(state.offset / state.limit) + 1}
                first={state.offset + 1}
                pageSize={state.limit}
                total={total}
                shown={page.rows.length}
                things="rows"
                pageSizes={PAGE_SIZES}
                onPageChange={(next) => onChange({ offset: (next - 1) * state.limit })}
                onPageSizeChange={(limit) => onChange({ limit })}
                goTo={(words) => (
                  <GoToRows
                    offset={state.offset}
                    limit={state.limit}
                    total={total}
                    onOffsetChange={(offset) => onChange({ offset })}
                  >
                    {words}
                  </GoToRows>
                )}
              />
            </div>
            <span className="hidden pr-4 text-xs text-faint tabular-nums md:block">
              answered in {formatDuration(page.seconds)}
            </span>
          </div>
        </>
      ) : null}
      <OpenRecord
        dataset={dataset}
        state={state}
        onChange={onChange}
        onClose={openRow.close}
        places={places}
        mayEdit={choice !== null}
      />
    </>
  );
}
