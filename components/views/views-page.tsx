'use client';

import { useQuery } from '@tanstack/react-query';
import { ChartLine } from 'lucide-react';
import { useSearchParams } from 'next/navigation';
import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { lakeColumns, type Dataset } from '@/components/api/datasets';
import { FailureNotice } from '@/components/api/failure-notice';
import { viewQuery } from '@/components/api/queries';
import type { RecordPage } from '@/components/api/records';
import { RecordTable } from '@/components/record-table/record-table';
import { WithDataset } from '@/components/datasets/with-dataset';
import { ZoneMark } from '@/components/lake/zone-mark';
import { EmptyState } from '@/components/ui/empty-state';
import { Pager } from '@/components/ui/pager';
import { Panel } from '@/components/ui/panel';
import { Skeleton } from '@/components/ui/skeleton';
import { FigureLineage, type ViewGroup } from '@/components/views/figure-lineage';
import { ViewCharts } from '@/components/views/view-charts';
import { ViewControls } from '@/components/views/view-controls';
import {
  parseViewState,
  serializeViewState,
  VIEW_ROWS_MAX,
  xColumn,
  type ViewState,
} from '@/components/views/view-state';
import type { View } from '@/lib/dataset/definition';
import { formatCount } from '@/lib/format';
import type { LakeColumn } from '@/lib/lake/columns';
import { serializeSort } from '@/lib/lake/query/sort';
import { paths } from '@/lib/paths';

/** An average has as many digits as one likes; the rest is on hover. */
const MEASURE_DIGITS = 4;

/** The gold views of a dataset, each as charts and as a table. */
export function ViewsPage({ name }: { name: string }): ReactNode {
  return <WithDataset name={name}>{(dataset) => <Views dataset={dataset} />}</WithDataset>;
}

function Views({ dataset }: { dataset: Dataset }): ReactNode {
  const search = useSearchParams();
  const { views } = dataset.definition;
  const columns = useMemo(() => lakeColumns(dataset), [dataset]);
  const state = useMemo(() => parseViewState(search, views, columns), [search, views, columns]);
  const view = views.find(({ name }) => name === state?.view);
  if (!state || !view) {
    return (
      <Panel>
        <EmptyState icon={ChartLine} title="No view is defined">
          A view sums up the rows of a dataset, per day or per device for instance. It is part of the
          definition.
        </EmptyState>
      </Panel>
    );
  }
  if (!dataset.publishedSequence) {
    return (
      <Panel>
        <EmptyState icon={ChartLine} title="Nothing to sum up yet">
          Views are computed after the first import.
        </EmptyState>
      </Panel>
    );
  }
  return (
    <ShownView key={view.name} dataset={dataset} view={view} state={state} isUntouched={search.size === 0} />
  );
}

interface ShownViewProps {
  dataset: Dataset;
  view: View;
  state: ViewState;
  /** The address asks for nothing in particular. */
  isUntouched: boolean;
}

function ShownView({ dataset, view, state, isUntouched }: ShownViewProps): ReactNode {
  const query = useQuery(
    viewQuery({
      dataset: dataset.name,
      view: view.name,
      sequence: dataset.publishedSequence ?? 0,
      filters: state.filters,
      sort: state.sort.length > 0 ? serializeSort(state.sort) : null,
      offset: state.offset,
      limit: VIEW_ROWS_MAX,
    }),
  );
  const [behind, setBehind] = useState<ViewGroup | null>(null);
  const page = query.data;
  const columns = useMemo(
    () => page?.columns.map((column) => toLakeColumn(column, view)) ?? [],
    [page, view],
  );
  const x = xColumn(state, view, columns);

  const go = (next: Partial<ViewState>, how: 'push' | 'replace' = 'push') => {
    const url = paths.dataset(dataset.name, 'views') + serializeViewState({ ...state, offset: 0, ...next });
    window.history[how === 'push' ? 'pushState' : 'replaceState'](null, '', url);
  };
  useFirstGroup({ view, page, columns, x, isUntouched, onChoose: (filters) => go({ filters }, 'replace') });

  if (query.isError) {
    return (
      <FailureNotice
        title="The view could not be loaded"
        error={query.error}
        onRetry={() => void query.refetch()}
      />
    );
  }
  return (
    <>
      <ViewControls dataset={dataset} view={view} state={state} columns={columns} x={x} onChange={go} />
      {page && x ? (
        <ViewCharts view={view} state={state} page={page} columns={columns} x={x} />
      ) : (
        <Skeleton className="h-64 w-full rounded-lg" />
      )}
      <Panel
        title={view.title ?? view.name}
        note={
          <span className="inline-flex items-center gap-1.5">
            <ZoneMark zone="gold" />
            {page ? `as of commit ${formatCount(page.sequence)}` : null}
          </span>
        }
        flush
      >
        {page ? (
          <>
            <RecordTable
              label={`Rows of the view ${view.title ?? view.name}`}
              columns={columns}
              rows={page.rows}
              total={page.total ?? null}
              offset={state.offset}
              sort={state.sort}
              onSortChange={(sort) => go({ sort })}
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
                onPageChange={(next) => go({ offset: (next - 1) * VIEW_ROWS_MAX })}
              />
            </div>
          </>
        ) : (
          <Skeleton className="m-4 h-80" />
        )}
      </Panel>
      <FigureLineage dataset={dataset.name} view={view.name} group={behind} onClose={() => setBehind(null)} />
    </>
  );
}

/** The values of the group columns, which name a row of the view. */
function groupOf(view: View, columns: readonly LakeColumn[], row: readonly unknown[] = []): ViewGroup {
  return Object.fromEntries(
    view.groupBy.map(({ name }) => [name, row[columns.findIndex((column) => column.name === name)] ?? null]),
  );
}

/** A whole number that rows are grouped by is a name (a year, a number of a device), and is not parted into thousands. */
function toLakeColumn({ name, type, unit }: RecordPage['columns'][number], view: View): LakeColumn {
  const isName = type === 'integer' && view.groupBy.some((group) => group.name === name);
  return { name, type: isName ? 'year' : type, unit: unit ?? undefined };
}

interface FirstGroupProps {
  view: View;
  page: RecordPage | undefined;
  columns: readonly LakeColumn[];
  x: LakeColumn | undefined;
  isUntouched: boolean;
  onChoose: (filters: ViewState['filters']) => void;
}

/**
 * A line needs one value along the x axis. A view over several columns therefore opens with the first value of
 * the others (the first station, say); the user goes on from there.
 */
function useFirstGroup({ view, page, columns, x, isUntouched, onChoose }: FirstGroupProps): void {
  useEffect(() => {
    const first = page?.rows[0];
    if (!isUntouched || !first || !x) return;
    const filters = view.groupBy
      .filter(({ name }) => name !== x.name)
      .flatMap(({ name }) => {
        const value = first[columns.findIndex((column) => column.name === name)];
        return value === null || value === undefined
          ? []
          : [{ column: name, op: 'eq' as const, value: String(value) }];
      });
    if (filters.length > 0) onChoose(filters);
  });
}
