import { useMemo, type ReactNode } from 'react';
import { LazyChart } from '@/components/charts/lazy-chart';
import { axisTicks } from '@/components/charts/model/axis-ticks';
import { formatAxisValue, toAxisValue } from '@/components/charts/model/axis-value';
import { keyOf, toNumber } from '@/components/charts/model/chart-table';
import { linePoints } from '@/components/charts/model/line-points';
import { withUnit } from '@/components/charts/plot/format-measure';
import { PlotNote } from '@/components/charts/plot/plot-note';
import type { PlotProps } from '@/components/charts/plot/plot-props';
import { seriesLook } from '@/components/charts/plot/series-looks';
import { formatCell, formatCount, formatQuantity } from '@/lib/format';

/** A measure along time or another order, a line for each value of the other group. */
export function LinePlot({ table, plan, setup, measure, color, heightPx, marked }: PlotProps): ReactNode {
  const { x, split } = plan;
  const lines = useMemo(
    () => x && linePoints(table, { measure, x, split, chosen: setup.series }),
    [table, measure, x, split, setup.series],
  );
  if (!x || !lines) return null;
  const { points, series, drawnCount, valueCount, withoutPlace } = lines;
  const first = Number(points[0]?.x ?? 0);
  const last = Number(points.at(-1)?.x ?? 0);
  const place = marked && toAxisValue(marked[x.index], x.type);
  const isShown = marked && (!split || series.some(({ key }) => key === keyOf(marked[split.index])));
  return (
    <>
      <LazyChart
        label={`${measure.name} along ${x.name}, ${formatQuantity(valueCount, 'value')} in ${formatQuantity(series.length, 'line')}`}
        kind={plan.kind === 'area' ? 'area' : 'line'}
        series={series.map(({ key, value }, index) => ({
          key,
          label: split ? formatCell(value, split.type) : measure.name,
          ...(split ? seriesLook(index) : { color }),
        }))}
        points={points}
        connects={lines.connects}
        formatX={(value) => formatAxisValue(Number(value), x.type)}
        formatValue={(value) => withUnit(value, measure.unit)}
        xTicks={axisTicks(first, last, x.type)}
        xTitle={x.type === 'datetime' ? `${x.name}, UTC` : x.name}
        unit={measure.unit}
        heightPx={heightPx}
        syncId={`chart/${x.name}`}
        mark={isShown && place !== null ? { x: place, y: toNumber(marked[measure.index]) } : null}
      />
      <PlotNote
        parts={[
          drawnCount < valueCount &&
            `Drawn with ${formatCount(drawnCount)} of ${formatCount(valueCount)} values, the least and the greatest of each stretch.`,
          withoutPlace > 0 &&
            `${formatQuantity(withoutPlace, 'row has', 'rows have')} no ${x.name} and ${withoutPlace === 1 ? 'is' : 'are'} left out.`,
        ]}
      />
    </>
  );
}
