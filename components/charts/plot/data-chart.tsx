'use client';

import { useId, type ReactNode } from 'react';
import { CHART_HEIGHT_PX } from '@/components/charts/chart-series';
import { Legend } from '@/components/charts/legend';
import type { ChartPlan } from '@/components/charts/model/chart-plan';
import type { ChartKind, ChartSetup } from '@/components/charts/model/chart-setup';
import type { ChartTable, PlacedColumn } from '@/components/charts/model/chart-table';
import { allSeries, shownSeries } from '@/components/charts/model/line-points';
import { BarPlot } from '@/components/charts/plot/bar-plot';
import { FiguresPlot } from '@/components/charts/plot/figures-plot';
import { HeatPlot } from '@/components/charts/plot/heat-plot';
import { HistogramPlot } from '@/components/charts/plot/histogram-plot';
import { LinePlot } from '@/components/charts/plot/line-plot';
import type { PlotProps } from '@/components/charts/plot/plot-props';
import { seriesLook } from '@/components/charts/plot/series-looks';
import { formatCell, formatQuantity } from '@/lib/format';

interface DataChartProps {
  table: ChartTable;
  plan: ChartPlan;
  setup: ChartSetup;
  /** The colour of what has no series. */
  color: string;
  marked: readonly unknown[] | null;
}

const SINGLE_HEIGHT_PX = 340;

const PLOTS: Record<Exclude<ChartKind, 'figures'>, (props: PlotProps) => ReactNode> = {
  line: LinePlot,
  area: LinePlot,
  bars: BarPlot,
  histogram: HistogramPlot,
  heat: HeatPlot,
};

/** A small chart for each measure: measures of different sizes never share an axis. */
export function DataChart({ table, plan, setup, color, marked }: DataChartProps): ReactNode {
  const { kind, measures, split } = plan;
  if (kind === 'figures') return <FiguresPlot table={table} measures={measures} />;
  const Plot = PLOTS[kind];
  const isSingle = measures.length === 1;
  return (
    <div className="flex flex-col gap-4">
      {(kind === 'line' || kind === 'area') && split ? (
        <SeriesLegend table={table} split={split} chosen={setup.series} />
      ) : null}
      <div
        className={
          isSingle || kind === 'heat'
            ? 'grid grid-cols-1 gap-6'
            : 'grid grid-cols-[repeat(auto-fit,minmax(min(100%,17rem),1fr))] gap-x-6 gap-y-5'
        }
      >
        {measures.map((measure) => (
          <Measure key={measure.name} name={measure.name}>
            <Plot
              table={table}
              plan={plan}
              setup={setup}
              measure={measure}
              color={color}
              heightPx={isSingle ? SINGLE_HEIGHT_PX : CHART_HEIGHT_PX}
              marked={marked}
            />
          </Measure>
        ))}
      </div>
    </div>
  );
}

interface SeriesLegendProps {
  table: ChartTable;
  split: PlacedColumn;
  chosen: readonly string[] | null;
}

function SeriesLegend({ table, split, chosen }: SeriesLegendProps): ReactNode {
  const shown = shownSeries(table, split, chosen);
  const hidden = allSeries(table, split).length - shown.length;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm">
      <Legend
        series={shown.map(({ key, value }, index) => ({
          key,
          label: formatCell(value, split.type),
          ...seriesLook(index),
        }))}
      />
      {hidden > 0 ? (
        <span className="text-faint">{formatQuantity(hidden, 'more is', 'more are')} not shown</span>
      ) : null}
    </div>
  );
}

function Measure({ name, children }: { name: string; children: ReactNode }): ReactNode {
  const titleId = useId();
  return (
    <section aria-labelledby={titleId} className="min-w-0">
      <h3 id={titleId} className="mb-1 truncate font-medium">
        {name}
      </h3>
      {children}
    </section>
  );
}
