import { useId, type ReactNode } from 'react';
import type { SeriesChartProps } from '@/components/charts/chart-series';
import { LazyChart } from '@/components/charts/lazy-chart';
import { Legend } from '@/components/charts/legend';

interface ChartPanelProps extends Omit<SeriesChartProps, 'label'> {
  title: string;
  /** A figure of the whole range for each series. */
  figures?: Record<string, string>;
  /** What the chart is said to show to those who cannot see it; the title without it. */
  label?: string;
}

/** A chart with its title, and with what its colours mean when there is more than one. */
export function ChartPanel({ title, figures, label, ...chart }: ChartPanelProps): ReactNode {
  const titleId = useId();
  return (
    <section
      aria-labelledby={titleId}
      className="flex min-w-0 flex-col gap-2 rounded-lg border bg-surface p-4"
    >
      <header className="flex min-h-5.5 flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h2 id={titleId} className="font-medium">
          {title}
        </h2>
        {chart.series.length > 1 || figures ? <Legend series={chart.series} figures={figures} /> : null}
      </header>
      <LazyChart label={label ?? title} {...chart} />
    </section>
  );
}
