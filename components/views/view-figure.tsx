'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ImageDown, SearchX } from 'lucide-react';
import { useMemo, useRef, type ReactNode } from 'react';
import { lakeColumns, type Dataset } from '@/components/api/datasets';
import { FailureNotice } from '@/components/api/failure-notice';
import { CHART_ROWS_MAX, chartRowsQuery } from '@/components/api/whole-view';
import { planChart } from '@/components/charts/model/chart-plan';
import type { ChartSetup } from '@/components/charts/model/chart-setup';
import { ChartControls } from '@/components/charts/controls/chart-controls';
import { DataChart } from '@/components/charts/plot/data-chart';
import { fileName } from '@/components/download/save-file';
import { useSavePng } from '@/components/download/use-save-png';
import { ZoneMark } from '@/components/lake/zone-mark';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Panel } from '@/components/ui/panel';
import { Skeleton } from '@/components/ui/skeleton';
import type { ViewState } from '@/components/views/view-state';
import { viewTable } from '@/components/views/view-columns';
import type { View } from '@/lib/dataset/definition';
import { formatCount } from '@/lib/format';
import { serializeFilters } from '@/lib/lake/query/filters';

interface ViewFigureProps {
  dataset: Dataset;
  view: View;
  state: ViewState;
  /** The row of the table that is pointed at. */
  marked: readonly unknown[] | null;
  onChartChange: (next: ChartSetup) => void;
  onClearFilters: () => void;
}

/** The charts of a view, with all that a picture of them needs to be understood. */
export function ViewFigure(props: ViewFigureProps): ReactNode {
  const { dataset, view, state, marked, onChartChange, onClearFilters } = props;
  const client = useQueryClient();
  const query = useQuery(
    chartRowsQuery(client, {
      dataset: dataset.name,
      view: view.name,
      sequence: dataset.publishedSequence ?? 0,
      filters: state.filters,
      sort: null,
    }),
  );
  const figure = useRef<HTMLDivElement>(null);
  const { isSaving, save } = useSavePng(figure);
  const columns = useMemo(() => lakeColumns(dataset), [dataset]);
  const table = useMemo(
    () => query.data && viewTable(query.data, view, columns),
    [query.data, view, columns],
  );
  const plan = useMemo(() => table && planChart(table, state.chart), [table, state.chart]);
  if (query.isError) {
    return (
      <FailureNotice
        title="The chart could not be loaded"
        error={query.error}
        onRetry={() => void query.refetch()}
      />
    );
  }
  const title = view.title ?? view.name;
  return (
    <div ref={figure} className="min-w-0">
      <Panel
        title={title}
        note={
          <span className="inline-flex items-center gap-1.5">
            <ZoneMark zone="gold" />
            {query.data ? `as of commit ${formatCount(query.data.sequence)}` : null}
          </span>
        }
        actions={
          <Button
            size="sm"
            data-no-picture
            pending={isSaving}
            disabled={!plan || table?.rows.length === 0}
            onClick={() => save(fileName([dataset.name, view.name], 'png'))}
          >
            <ImageDown aria-hidden />
            PNG
          </Button>
        }
      >
        {!table || !plan ? (
          <Skeleton className="h-96 w-full" />
        ) : table.rows.length === 0 ? (
          <EmptyState
            icon={SearchX}
            title="No row fits"
            actions={
              state.filters.length > 0 ? <Button onClick={onClearFilters}>Show all rows</Button> : undefined
            }
          />
        ) : (
          <div className="flex flex-col gap-4">
            <div data-no-picture>
              <ChartControls
                table={table}
                plan={plan}
                setup={state.chart}
                onChange={(next) => onChartChange({ ...state.chart, ...next })}
              />
            </div>
            {view.description ? <p className="text-sm text-muted">{view.description}</p> : null}
            {plan.measures.length === 0 ? (
              <p className="py-8 text-center text-muted">This view has no number to draw.</p>
            ) : (
              <DataChart table={table} plan={plan} setup={state.chart} color="var(--gold)" marked={marked} />
            )}
            <Source
              dataset={dataset}
              view={view}
              state={state}
              shown={table.rows.length}
              total={query.data?.total}
            />
          </div>
        )}
      </Panel>
    </div>
  );
}

interface SourceProps {
  dataset: Dataset;
  view: View;
  state: ViewState;
  shown: number;
  total: number | null | undefined;
}

/** What the figures are of: a picture is read where nobody sees the page around it. */
function Source({ dataset, view, state, shown, total }: SourceProps): ReactNode {
  const filters = [...serializeFilters(state.filters)].map(([name, value]) => `${name} = ${value}`);
  return (
    <p className="border-t pt-3 text-xs text-faint">
      {[dataset.title, view.name, ...filters].join(' · ')}
      {total && total > shown ? (
        <>
          {' '}
          · the first {formatCount(CHART_ROWS_MAX)} of {formatCount(total)} rows
        </>
      ) : null}
    </p>
  );
}
