import { useMemo, useState, type PointerEvent, type ReactNode } from 'react';
import { heatGrid, type HeatGrid } from '@/components/charts/model/heat-grid';
import { keyOf } from '@/components/charts/model/chart-table';
import { formatMeasure, withUnit } from '@/components/charts/plot/format-measure';
import { HeatCanvas, HeatScale } from '@/components/charts/plot/heat-canvas';
import { PlotNote } from '@/components/charts/plot/plot-note';
import type { PlotProps } from '@/components/charts/plot/plot-props';
import { formatCell, formatQuantity } from '@/lib/format';

const ROW_PX = 20;
/** As many rows as these make the map too high for a screen. */
const ROWS_MANY = 16;
const LOW_ROW_PX = 15;

/** So many columns have room for labels of so many characters, on a phone as well. */
const COLUMNS_ROOMY = 6;
const LABEL_CHARACTERS = 5;

interface Cell {
  column: number;
  row: number;
}

/** A measure over two groups, as lightness. */
export function HeatPlot({ table, plan, measure, marked }: PlotProps): ReactNode {
  const { x, split } = plan;
  const grid = useMemo(
    () => (x && split ? heatGrid(table, x, split, measure) : null),
    [table, x, split, measure],
  );
  const [pointed, setPointed] = useState<Cell | null>(null);
  if (!x || !split) return null;
  if (!grid) return <p className="py-6 text-sm text-faint">No row has a value of {measure.name}.</p>;
  const rowPx = grid.ys.length > ROWS_MANY ? LOW_ROW_PX : ROW_PX;
  const markedCell = marked && cellOf(grid, marked[x.index], marked[split.index]);
  const shown = pointed ?? markedCell;
  const value = shown ? grid.cells[shown.row]?.[shown.column] : undefined;
  return (
    <>
      <div className="flex min-h-6 flex-wrap items-center justify-between gap-x-4 gap-y-1 text-xs text-muted">
        <HeatScale
          least={`${grid.low > grid.least ? '≤ ' : ''}${formatMeasure(grid.low)}`}
          greatest={`${grid.high < grid.greatest ? '≥ ' : ''}${withUnit(grid.high, measure.unit)}`}
        />
        <p className="tabular-nums">
          {shown ? (
            <>
              {formatCell(grid.ys[shown.row], split.type)}, {formatCell(grid.xs[shown.column], x.type)}:{' '}
              <span className="font-medium text-ink">
                {value === null || value === undefined ? 'no value' : withUnit(value, measure.unit)}
              </span>
            </>
          ) : null}
        </p>
      </div>
      <div
        role="img"
        aria-label={`${measure.name} by ${split.name} and ${x.name}, ${formatMeasure(grid.least)} to ${withUnit(grid.greatest, measure.unit)}`}
        className="mt-1 grid grid-cols-[minmax(0,max-content)_1fr] gap-x-2"
      >
        <ol className="max-w-36 text-xs text-muted sm:max-w-48">
          {grid.ys.map((y) => (
            <li key={keyOf(y)} className="truncate" style={{ height: rowPx, lineHeight: `${rowPx}px` }}>
              {formatCell(y, split.type)}
            </li>
          ))}
        </ol>
        <div
          className="relative"
          style={{ height: grid.ys.length * rowPx }}
          onPointerMove={(event) => setPointed(cellAt(event, grid))}
          onPointerLeave={() => setPointed(null)}
        >
          <HeatCanvas grid={grid} />
          {shown ? <CellOutline cell={shown} grid={grid} rowPx={rowPx} /> : null}
        </div>
        <span />
        <XLabels grid={grid} format={(item) => formatCell(item, x.type)} name={x.name} />
      </div>
      <PlotNote
        parts={[
          grid.hiddenColumns > 0 && `${formatQuantity(grid.hiddenColumns, 'earlier column')} and`,
          grid.hiddenRows > 0 && `${formatQuantity(grid.hiddenRows, 'more row')}`,
          (grid.hiddenColumns > 0 || grid.hiddenRows > 0) && 'are not shown; the table has them all.',
        ]}
      />
    </>
  );
}

function cellOf(grid: HeatGrid, x: unknown, y: unknown): Cell | null {
  const column = grid.xs.findIndex((other) => keyOf(other) === keyOf(x));
  const row = grid.ys.findIndex((other) => keyOf(other) === keyOf(y));
  return column < 0 || row < 0 ? null : { column, row };
}

function cellAt(event: PointerEvent<HTMLElement>, grid: HeatGrid): Cell {
  const box = event.currentTarget.getBoundingClientRect();
  const place = (at: number, size: number, count: number) =>
    Math.min(count - 1, Math.max(0, Math.floor((at / size) * count)));
  return {
    column: place(event.clientX - box.left, box.width, grid.xs.length),
    row: place(event.clientY - box.top, box.height, grid.ys.length),
  };
}

function CellOutline({ cell, grid, rowPx }: { cell: Cell; grid: HeatGrid; rowPx: number }): ReactNode {
  return (
    <span
      className="pointer-events-none absolute outline-2 outline-ink"
      style={{
        left: `${(cell.column / grid.xs.length) * 100}%`,
        width: `${100 / grid.xs.length}%`,
        top: cell.row * rowPx,
        height: rowPx,
      }}
    />
  );
}

/** Each value below its column while there is room; of more the first, the middle and the last. */
function XLabels({
  grid,
  format,
  name,
}: {
  grid: HeatGrid;
  format: (value: unknown) => string;
  name: string;
}): ReactNode {
  const [first, last] = [grid.xs[0], grid.xs.at(-1)];
  const middle = grid.xs[Math.floor(grid.xs.length / 2)];
  const isRoomy =
    grid.xs.length <= COLUMNS_ROOMY && grid.xs.every((x) => format(x).length <= LABEL_CHARACTERS);
  return (
    <div className="pt-1 text-xs text-faint tabular-nums">
      <p className={isRoomy ? 'grid auto-cols-fr grid-flow-col text-center' : 'flex justify-between gap-2'}>
        {isRoomy ? grid.xs.map((x) => <span key={keyOf(x)}>{format(x)}</span>) : <span>{format(first)}</span>}
        {isRoomy ? null : <span className="truncate max-sm:hidden">{format(middle)}</span>}
        {isRoomy ? null : <span className="truncate">{format(last)}</span>}
      </p>
      <p className="text-right">{name}</p>
    </div>
  );
}
