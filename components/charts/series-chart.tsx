'use client';

import type { ReactNode } from 'react';
import {
  Bar,
  CartesianGrid,
  ComposedChart,
  Line,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { CHART_HEIGHT_PX, type SeriesChartProps } from '@/components/charts/chart-series';
import { ChartTooltip } from '@/components/charts/chart-tooltip';
import { formatCompact } from '@/lib/format';

const TICK = { fill: 'var(--faint)', fontSize: 11 };

/** Lines with gaps where there is no value, or stacked bars, over one x axis. */
export function SeriesChart(props: SeriesChartProps): ReactNode {
  const { label, kind, series, points, formatX, formatValue, syncId, fromZero = false } = props;
  const data = points.map(({ x, values }) => ({ x, ...values }));
  return (
    <div role="img" aria-label={label} style={{ height: CHART_HEIGHT_PX }}>
      <ResponsiveContainer width="100%" height="100%">
        <ComposedChart
          data={data}
          syncId={syncId}
          accessibilityLayer={false}
          margin={{ top: 8, right: 8, bottom: 0, left: 0 }}
          barCategoryGap="20%"
        >
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis
            dataKey="x"
            tickFormatter={formatX}
            tick={TICK}
            tickLine={false}
            axisLine={{ stroke: 'var(--line-strong)' }}
            minTickGap={28}
            height={24}
          />
          <YAxis
            tickFormatter={formatCompact}
            tick={TICK}
            tickLine={false}
            axisLine={false}
            width={44}
            domain={kind === 'bars' || fromZero ? [0, 'auto'] : ['auto', 'auto']}
          />
          <Tooltip
            cursor={kind === 'bars' ? { fill: 'var(--sunken)' } : { stroke: 'var(--line-strong)' }}
            isAnimationActive={false}
            content={<ChartTooltip series={series} formatX={formatX} formatValue={formatValue} />}
          />
          {series.map(({ key, color }) =>
            kind === 'bars' ? (
              <Bar
                key={key}
                dataKey={key}
                stackId="all"
                fill={color}
                maxBarSize={18}
                isAnimationActive={false}
              />
            ) : (
              <Line
                key={key}
                dataKey={key}
                stroke={color}
                strokeWidth={1.75}
                dot={{ r: points.length > 60 ? 1.5 : 2, fill: color, strokeWidth: 0 }}
                activeDot={{ r: 3.5, strokeWidth: 0 }}
                connectNulls={false}
                isAnimationActive={false}
              />
            ),
          )}
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  );
}
