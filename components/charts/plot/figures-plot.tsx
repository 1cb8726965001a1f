import type { ReactNode } from 'react';
import type { ChartTable, PlacedColumn } from '@/components/charts/model/chart-table';
import { formatCell } from '@/lib/format';

const DIGITS = 4;

/** The measures of a single row: there is nothing to compare, so there is nothing to draw. */
export function FiguresPlot({
  table,
  measures,
}: {
  table: ChartTable;
  measures: readonly PlacedColumn[];
}): ReactNode {
  const row = table.rows[0] ?? [];
  return (
    <dl className="flex flex-wrap gap-x-10 gap-y-5">
      {measures.map(({ name, index, type, unit }) => (
        <div key={name}>
          <dt className="text-sm text-muted">{name}</dt>
          <dd className="text-2xl font-semibold tabular-nums">
            {formatCell(row[index], type, DIGITS)}
            {unit ? <span className="ml-1.5 text-base font-normal text-faint">{unit}</span> : null}
          </dd>
        </div>
      ))}
    </dl>
  );
}
