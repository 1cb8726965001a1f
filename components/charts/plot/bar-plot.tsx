import { useMemo, type ReactNode } from 'react';
import { LazyChart } from '@/components/charts/lazy-chart';
import { barKey, barRows } from '@/components/charts/model/bar-rows';
import { BarList } from '@/components/charts/plot/bar-list';
import { withUnit } from '@/components/charts/plot/format-measure';
import { PlotNote } from '@/components/charts/plot/plot-note';
import type { PlotProps } from '@/components/charts/plot/plot-props';
import { formatCount, formatQuantity } from '@/lib/format';

/** A measure as a bar for each row, upright or lying as the names need it. */
export function BarPlot({ table, plan, setup, measure, color, heightPx, marked }: PlotProps): ReactNode {
  const { groups } = plan;
  const { order, top } = setup;
  const { bars, others, isUpright } = useMemo(
    () => barRows(table, groups, measure, { order, top }),
    [table, groups, measure, order, top],
  );
  const markedKey = marked && barKey(groups, marked);
  const missing = bars.filter(({ value }) => value === null).length;
  const names = groups.map(({ name }) => name).join(' and ');
  const label = `${measure.name} by ${names}, ${formatQuantity(bars.length, 'bar')}`;
  const markedBar = bars.findIndex(({ key }) => key === markedKey);
  return (
    <>
      {isUpright ? (
        <LazyChart
          label={label}
          kind="bars"
          series={[{ key: 'value', label: measure.name, color }]}
          // Two rows may have the same name; their places must not.
          points={bars.map(({ value }, index) => ({ x: index, values: { value } }))}
          formatX={(index) => bars[Number(index)]?.label ?? ''}
          formatValue={(value) => withUnit(value, measure.unit)}
          xTitle={names}
          unit={measure.unit}
          heightPx={heightPx}
          mark={markedBar < 0 ? null : { x: markedBar }}
        />
      ) : (
        <BarList label={label} bars={bars} unit={measure.unit} color={color} markedKey={markedKey} />
      )}
      <PlotNote
        parts={[
          others > 0 &&
            `${formatCount(bars.length)} of ${formatQuantity(bars.length + others, 'row')}; the others are in the table.`,
          missing > 0 && `${formatQuantity(missing, 'bar has', 'bars have')} no value.`,
        ]}
      />
    </>
  );
}
