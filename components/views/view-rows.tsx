'use client';

import { useQuery } from '@tanstack/react-query';
import { useMemo, useState, type ReactNode, type SyntheticEvent } from 'react';
import { lakeColumns, type Dataset } from '@/components/api/datasets';
import { FailureNotice } from '@/components/api/failure-notice';
import { viewQuery } from '@/components/api/queries';
import { VIEW_ROWS_MAX } from '@/components/api/whole-view';
import { RecordTable } from '@/components/record-table/record-table';
import { Pager } from '@/components/ui/pager';
import { Panel } from '@/components/ui/panel';
import { Skeleton } from '@/components/ui/skeleton';
import { DownloadView } from '@/components/views/download-view';
import { FigureLineage, type ViewGroup } from '@/components/views/figure-lineage';
import { resultColumns } from '@/components/views/view-columns';
import type { ViewState } from '@/components/views/view-state';
import type { View } from '@/lib/dataset/definition';
import type { LakeColumn } from '@/lib/lake/columns';
import { serializeSort } from '@/lib/lake/query/sort';

/** An average has as many digits as one likes; the rest is on hover. */
const MEASURE_DIGITS = 4;

interface ViewRowsProps {
  dataset: Dataset;
  view: View;
  state: ViewState;
  onChange: (next: Partial<ViewState>) => void;
  /** Hears which row the pointer or the focus is on; null for none. */
  onPoint: (row: readonly unknown[] | null) => void;
}

/** The rows of a view as a table: what the chart shows, in full and for every reader. */
export function ViewRows({ dataset, view, state, onChange, onPoint }: ViewRowsProps): ReactNode {
  const request = {
    dataset: dataset.name,
    view: view.name,
    sequence: dataset.publishedSequence ?? 0,
    filters: state.filters,
    sort: state.sort.length > 0 ? serializeSort(state.sort) : null,
  };
  const query = useQuery(viewQuery({ ...request, offset: state.offset, limit: VIEW_ROWS_MAX }));
  const [behind, setBehind] = useState<ViewGroup | null>(null);
  const page = query.data;
  const columns = useMemo(
    () => (page ? resultColumns(page, view, lakeColumns(dataset)) : []),
    [page, view, dataset],
  );
  const title = view.title ?? view.name;
  if (query.isError) {
    return (
      <FailureNotice
        title="The view could not be loaded"
        error={query.error}
        onRetry={() => void query.refetch()}
      />
    );
  }
  const point = (event: SyntheticEvent) => {
    const index = rowIndexOf(event.target);
    onPoint(index === null ? null : (page?.rows[index] ?? null));
  };
  return (
    <Panel title="Rows" actions={<DownloadView request={request} title={title} />} flush>
      {page ? (
        <div
          onMouseOver={point}
          onFocus={point}
          onMouseLeave={() => onPoint(null)}
          onBlur={() => onPoint(null)}
        >
          <RecordTable
            label={`Rows of the view ${title}`}
            columns={columns}
            rows={page.rows}
            total={page.total ?? null}
            offset={state.offset}
            sort={state.sort}
            onSortChange={(sort) => onChange({ sort })}
            isStale={query.isPlaceholderData}
            fractionDigits={MEASURE_DIGITS}
            onOpen={(index) => setBehind(groupOf(view, columns, page.rows[index]))}
            openLabel="What is behind the figures"
          />
          <div className="border-t">
            <Pager
              page={Math.floor(state.offset / VIEW_ROWS_MAX) + 1}
              pageSize={VIEW_ROWS_MAX}
              total={page.total ?? null}
              shown={page.rows.length}
              things="rows"
              onPageChange={(next) => onChange({ offset: (next - 1) * VIEW_ROWS_MAX })}
            />
          </div>
        </div>
      ) : (
        <Skeleton className="m-4 h-96" />
      )}
      <FigureLineage dataset={dataset.name} view={view.name} group={behind} onClose={() => setBehind(null)} />
    </Panel>
  );
}

/** The row of the table's cell that an event is in. */
function rowIndexOf(target: EventTarget): number | null {
  const cell = target instanceof Element ? target.closest('tr')?.querySelector('[data-row]') : null;
  return cell instanceof HTMLElement ? Number(cell.dataset.row) : null;
}

/** The values of the group columns, which name a row of the view. */
function groupOf(view: View, columns: readonly LakeColumn[], row: readonly unknown[] = []): ViewGroup {
  return Object.fromEntries(
    view.groupBy.map(({ name }) => [name, row[columns.findIndex((column) => column.name === name)] ?? null]),
  );
}
