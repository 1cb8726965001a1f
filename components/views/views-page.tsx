'use client';

import { ChartLine } from 'lucide-react';
import { useSearchParams } from 'next/navigation';
import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { lakeColumns, type Dataset } from '@/components/api/datasets';
import { useSession } from '@/components/auth/session-context';
import { chartMemoryKey, recallChart, rememberChart } from '@/components/charts/chart-memory';
import { isDefaultSetup, type ChartSetup } from '@/components/charts/model/chart-setup';
import { WithDataset } from '@/components/datasets/with-dataset';
import { EmptyState } from '@/components/ui/empty-state';
import { Panel } from '@/components/ui/panel';
import { ViewControls } from '@/components/views/view-controls';
import { ViewFigure } from '@/components/views/view-figure';
import { ViewRows } from '@/components/views/view-rows';
import { parseViewState, saysChart, serializeViewState, type ViewState } from '@/components/views/view-state';
import type { View } from '@/lib/dataset/definition';
import { paths } from '@/lib/paths';

/** The gold views of a dataset, each as charts and as the table beside them. */
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
    <ShownView
      key={view.name}
      dataset={dataset}
      view={view}
      addressed={state}
      isChartSaid={saysChart(new URLSearchParams(search))}
    />
  );
}

interface ShownViewProps {
  dataset: Dataset;
  view: View;
  /** The state that the address describes. */
  addressed: ViewState;
  /** The address says how the chart is to be; else it is as the viewer has left it. */
  isChartSaid: boolean;
}

function ShownView({ dataset, view, addressed, isChartSaid }: ShownViewProps): ReactNode {
  const viewer = useSession().name;
  const memoryKey = chartMemoryKey(viewer, [dataset.name, view.name]);
  const [marked, setMarked] = useState<readonly unknown[] | null>(null);
  const remembered = useMemo(() => (isChartSaid ? null : recallChart(memoryKey)), [isChartSaid, memoryKey]);
  const state = remembered ? { ...addressed, chart: remembered } : addressed;

  const go = (next: Partial<ViewState>, how: 'push' | 'replace' = 'push') => {
    const url = paths.dataset(dataset.name, 'views') + serializeViewState({ ...state, offset: 0, ...next });
    window.history[how === 'push' ? 'pushState' : 'replaceState'](null, '', url);
  };
  const changeChart = (chart: ChartSetup) => {
    rememberChart(memoryKey, chart);
    go({ chart, offset: state.offset });
  };
  useEffect(() => {
    // The address tells all, so that it can be given to somebody else.
    if (remembered && !isDefaultSetup(remembered)) go({ offset: addressed.offset }, 'replace');
  });
  return (
    <>
      <ViewControls dataset={dataset} view={view} state={state} onChange={go} />
      <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <ViewFigure
          dataset={dataset}
          view={view}
          state={state}
          marked={marked}
          onChartChange={changeChart}
          onClearFilters={() => go({ filters: [] })}
        />
        <div className="min-w-0 xl:sticky xl:top-5">
          <ViewRows dataset={dataset} view={view} state={state} onChange={go} onPoint={setMarked} />
        </div>
      </div>
    </>
  );
}
