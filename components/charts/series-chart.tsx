'use client';

import type { ReactNode } from 'react';
import {
  Area,
  Bar,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceDot,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { CHART_HEIGHT_PX, type ChartSeries, type SeriesChartProps } from '@/components/charts/chart-series';
import { ChartTooltip } from '@/components/charts/chart-tooltip';
import { formatCompact } from '@/lib/format';

const TICK = { fill: 'var(--faint)', fontSize: 11 };
const BAR_WIDTH_MAX_PX = 18;
const UNIT_HEIGHT_PX = 18;

/** From so many points on dots are smaller, and above so many they would hide the line. */
const SMALL_DOTS_FROM = 60;
const DOTS_MAX = 150;

/** Lines with gaps where there is no value, areas below them, or stacked bars, over one x axis. */
export function SeriesChart(props: SeriesChartProps): ReactNode {
  const { label, kind, series, points, formatX, formatValue, syncId, unit, mark } = props;
  const { fromZero = false, heightPx = CHART_HEIGHT_PX, xTicks, xTitle } = props;
  const data = points.map(({ x, values }) => ({ x, ...values }));
  const isBars = kind === 'bars';
  return (
    <div role="img" aria-label={label} className="flex flex-col" style={{ height: heightPx }}>
      <div className="min-h-0 flex-1">
        <ResponsiveContainer width="100%" height="100%">
          <ComposedChart
            data={data}
            syncId={syncId}
            accessibilityLayer={false}
            margin={{ top: unit ? UNIT_HEIGHT_PX : 8, right: 8, bottom: 0, left: 0 }}
            barCategoryGap={props.isDense ? 1 : '20%'}
          >
            <CartesianGrid vertical={false} stroke="var(--line)" />
            <XAxis
              dataKey="x"
              {...(xTicks ? linearAxis(xTicks.ticks) : {})}
              tickFormatter={xTicks?.format ?? props.formatTick ?? formatX}
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
              label={unit ? { ...TICK, value: unit, position: 'top', offset: 8 } : undefined}
              domain={isBars || kind === 'area' || fromZero ? [0, 'auto'] : ['auto', 'auto']}
            />
            <Tooltip
              cursor={isBars ? { fill: 'var(--sunken)' } : { stroke: 'var(--line-strong)' }}
              isAnimationActive={false}
              content={<ChartTooltip series={series} formatX={formatX} formatValue={formatValue} />}
            />
            {mark ? (
              <ReferenceLine x={mark.x} stroke="var(--ink)" strokeDasharray="3 3" ifOverflow="hidden" />
            ) : null}
            {series.map((item) => drawnSeries(item, props))}
            {mark && typeof mark.y === 'number' && !isBars ? (
              <ReferenceDot
                x={mark.x}
                y={mark.y}
                r={5}
                fill="var(--ink)"
                stroke="var(--surface)"
                strokeWidth={2}
              />
            ) : null}
          </ComposedChart>
        </ResponsiveContainer>
      </div>
      {xTitle ? <p className="truncate pr-2 text-right text-xs text-faint">{xTitle}</p> : null}
    </div>
  );
}

/** An axis on which places stand by their size. */
function linearAxis(ticks: number[]) {
  return { type: 'number', domain: ['dataMin', 'dataMax'], ticks, interval: 'preserveStart' } as const;
}

/** Recharts looks at its children's types: these must be its own elements and not components around them. */
function drawnSeries(
  { key, color, dash }: ChartSeries,
  { kind, series, points, isDense = false, connects = false }: SeriesChartProps,
): ReactNode {
  // A name may hold a dot, which Recharts would take for a path.
  const dataKey = (point: Record<string, unknown>) => point[key];
  if (kind === 'bars') {
    return (
      <Bar
        key={key}
        name={key}
        dataKey={dataKey}
        stackId="all"
        fill={color}
        maxBarSize={isDense ? undefined : BAR_WIDTH_MAX_PX}
        isAnimationActive={false}
      />
    );
  }
  const isCrowded = points.length > DOTS_MAX || series.length > 1;
  const shared = {
    name: key,
    dataKey,
    stroke: color,
    strokeWidth: 1.75,
    strokeDasharray: dash,
    dot: isCrowded
      ? ({ cx, cy, index }: DotProps) =>
          isAlone(points, index, key) ? (
            <circle key={index} cx={cx} cy={cy} r={2} fill={color} />
          ) : (
            <g key={index} />
          )
      : { r: points.length > SMALL_DOTS_FROM ? 1.5 : 2, fill: color, strokeWidth: 0, strokeDasharray: '' },
    activeDot: { r: 3.5, strokeWidth: 0 },
    isAnimationActive: false,
    connectNulls: connects,
  };
  return kind === 'area' ? (
    <Area key={key} {...shared} fill={color} fillOpacity={series.length > 1 ? 0.06 : 0.14} />
  ) : (
    <Line key={key} {...shared} />
  );
}

interface DotProps {
  cx?: number | undefined;
  cy?: number | undefined;
  index: number;
}

/** A value between two gaps has no line; without a dot it would not be seen. */
function isAlone(points: SeriesChartProps['points'], index: number, key: string): boolean {
  const isThere = (at: number) => typeof points[at]?.values[key] === 'number';
  return isThere(index) && !isThere(index - 1) && !isThere(index + 1);
}
