import { useMemo, type ReactNode } from 'react';
import { LazyChart } from '@/components/charts/lazy-chart';
import { binIndex, histogram } from '@/components/charts/model/histogram';
import { toNumber } from '@/components/charts/model/chart-table';
import { formatMeasure } from '@/components/charts/plot/format-measure';
import { PlotNote } from '@/components/charts/plot/plot-note';
import type { PlotProps } from '@/components/charts/plot/plot-props';
import { formatQuantity } from '@/lib/format';

/** How the values of a measure are spread over the rows. */
export function HistogramPlot({ table, measure, color, heightPx, marked }: PlotProps): ReactNode {
  const values = useMemo(
    () => table.rows.map((row) => toNumber(row[measure.index])).filter((value) => value !== null),
    [table, measure],
  );
  const bins = useMemo(() => histogram(values), [values]);
  const markedValue = marked && toNumber(marked[measure.index]);
  const markedBin = markedValue === null ? -1 : binIndex(bins, markedValue);
  const missing = table.rows.length - values.length;
  const unit = measure.unit ? ` ${measure.unit}` : '';
  return (
    <>
      <LazyChart
        label={`How often ${measure.name} is in each of ${formatQuantity(bins.length, 'range')}, ${formatQuantity(values.length, 'value')}`}
        kind="bars"
        isDense
        series={[{ key: 'count', label: 'Rows', color }]}
        points={bins.map(({ from, count }) => ({ x: from, values: { count } }))}
        formatX={(from) => {
          const bin = bins.find((other) => other.from === from);
          return bin ? `${formatMeasure(bin.from)} to ${formatMeasure(bin.to)}${unit}` : '';
        }}
        formatTick={(from) => formatMeasure(Number(from))}
        formatValue={(count) => formatQuantity(count, 'row')}
        xTitle={`${measure.name}${measure.unit ? `, ${measure.unit}` : ''}`}
        unit="rows"
        heightPx={heightPx}
        mark={markedBin < 0 ? null : { x: bins[markedBin]?.from ?? 0 }}
      />
      <PlotNote parts={[missing > 0 && `${formatQuantity(missing, 'row has', 'rows have')} no value.`]} />
    </>
  );
}
