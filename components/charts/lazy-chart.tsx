'use client';

import dynamic from 'next/dynamic';
import { CHART_HEIGHT_PX } from '@/components/charts/chart-series';
import { Skeleton } from '@/components/ui/skeleton';

/** The chart, loaded when a page shows one: the library behind it weighs as much as all else together. */
export const LazyChart = dynamic(
  () => import('@/components/charts/series-chart').then(({ SeriesChart }) => SeriesChart),
  {
    ssr: false,
    loading: () => (
      <div style={{ height: CHART_HEIGHT_PX }} className="flex items-end">
        <Skeleton className="h-full w-full" />
      </div>
    ),
  },
);
