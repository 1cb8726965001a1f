'use client';

import dynamic from 'next/dynamic';
import type { ReactNode } from 'react';
import { CHART_HEIGHT_PX, type SeriesChartProps } from '@/components/charts/chart-series';
import { Skeleton } from '@/components/ui/skeleton';

const SeriesChart = dynamic(
  () => import('@/components/charts/series-chart').then((module) => module.SeriesChart),
  { ssr: false, loading: () => <Skeleton className="h-full w-full" /> },
);

/** The chart, loaded when a page shows one: the library behind it weighs as much as all else together. */
export function LazyChart(props: SeriesChartProps): ReactNode {
  return (
    <div style={{ height: props.heightPx ?? CHART_HEIGHT_PX }}>
      <SeriesChart {...props} />
    </div>
  );
}
