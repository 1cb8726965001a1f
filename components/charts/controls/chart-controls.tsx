'use client';

import {
  ChartArea,
  ChartBarBig,
  ChartColumnBig,
  ChartLine,
  Grid3x3,
  Hash,
  RotateCcw,
  type LucideIcon,
} from 'lucide-react';
import type { ReactNode } from 'react';
import type { ChartPlan } from '@/components/charts/model/chart-plan';
import { BAR_ORDERS, type BarOrder } from '@/components/charts/model/bar-rows';
import {
  BAR_COUNTS,
  DEFAULT_SETUP,
  isDefaultSetup,
  type ChartKind,
  type ChartSetup,
} from '@/components/charts/model/chart-setup';
import { isOrdered, type ChartTable } from '@/components/charts/model/chart-table';
import { ChoicePopover } from '@/components/charts/controls/choice-popover';
import { allSeries, SERIES_MAX, shownSeries } from '@/components/charts/model/line-points';
import { IconButton } from '@/components/ui/icon-button';
import { Segmented } from '@/components/ui/segmented';
import { Select } from '@/components/ui/select';
import { formatCell } from '@/lib/format';

const KINDS: Record<ChartKind, { word: string; icon: LucideIcon }> = {
  line: { word: 'Line', icon: ChartLine },
  area: { word: 'Area', icon: ChartArea },
  bars: { word: 'Bars', icon: ChartBarBig },
  heat: { word: 'Heat map', icon: Grid3x3 },
  histogram: { word: 'Histogram', icon: ChartColumnBig },
  figures: { word: 'Figures', icon: Hash },
};

const ORDER_WORDS: Record<BarOrder, string> = {
  value: 'Greatest first',
  least: 'Least first',
  name: 'By name',
};

/** As high as the buttons beside it. */
const SMALL_SELECT = '[&>select]:h-8 sm:[&>select]:text-sm';

interface ChartControlsProps {
  table: ChartTable;
  plan: ChartPlan;
  setup: ChartSetup;
  onChange: (next: Partial<ChartSetup>) => void;
}

/** How the result is drawn. What the kind of chart has no use for is not asked. */
export function ChartControls({ table, plan, setup, onChange }: ChartControlsProps): ReactNode {
  const { kind, kinds, along, x, split } = plan;
  const isLines = kind === 'line' || kind === 'area';
  const isOrderedBars = kind === 'bars' && !(plan.groups.length === 1 && plan.groups.every(isOrdered));
  return (
    <div className="flex flex-wrap items-center gap-2">
      {kinds.length > 1 ? (
        <Segmented
          label="Kind of chart"
          value={kind}
          options={kinds.map((value) => ({ value, label: <KindLabel kind={value} /> }))}
          onValueChange={(value) => onChange({ kind: value === kinds[0] ? null : value })}
        />
      ) : null}
      {along.length > 1 && x ? (
        <Select
          aria-label="Along"
          className={SMALL_SELECT}
          value={x.name}
          options={along.map(({ name }) => ({ value: name, label: `Along ${name}` }))}
          onValueChange={(name) => onChange({ x: name, series: null })}
        />
      ) : null}
      {isOrderedBars ? <BarChoices setup={setup} rowCount={table.rows.length} onChange={onChange} /> : null}
      {isLines && split ? (
        <ChoicePopover
          label={`Lines of ${split.name}`}
          word="Lines"
          options={allSeries(table, split).map(({ key, value }) => ({
            key,
            label: formatCell(value, split.type),
          }))}
          chosen={shownSeries(table, split, setup.series).map(({ key }) => key)}
          chosenMax={SERIES_MAX}
          onChange={(series) => onChange({ series })}
        />
      ) : null}
      {table.measures.length > 1 ? (
        <ChoicePopover
          label="Measures"
          word="Measures"
          options={table.measures.map((name) => ({ key: name, label: name }))}
          chosen={plan.measures.map(({ name }) => name)}
          chosenMax={table.measures.length}
          onChange={(names) =>
            onChange({ measures: kind !== 'heat' && names.length === table.measures.length ? null : names })
          }
        />
      ) : null}
      {isDefaultSetup(setup) ? null : (
        <IconButton label="Back to the chart that fits" onClick={() => onChange(DEFAULT_SETUP)}>
          <RotateCcw />
        </IconButton>
      )}
    </div>
  );
}

function KindLabel({ kind }: { kind: ChartKind }): ReactNode {
  const { word, icon: Icon } = KINDS[kind];
  return (
    <>
      <Icon aria-hidden />
      <span className="max-sm:sr-only">{word}</span>
    </>
  );
}

interface BarChoicesProps {
  setup: ChartSetup;
  rowCount: number;
  onChange: (next: Partial<ChartSetup>) => void;
}

function BarChoices({ setup, rowCount, onChange }: BarChoicesProps): ReactNode {
  const order = BAR_ORDERS.find((value) => value === setup.order) ?? 'value';
  return (
    <>
      <Select
        aria-label="Order of the bars"
        className={SMALL_SELECT}
        value={order}
        options={BAR_ORDERS.map((value) => ({ value, label: ORDER_WORDS[value] }))}
        onValueChange={(value) => onChange({ order: BAR_ORDERS.find((known) => known === value) ?? 'value' })}
      />
      {rowCount > BAR_COUNTS[0] ? (
        <Select
          aria-label="Number of bars"
          className={SMALL_SELECT}
          value={String(setup.top)}
          options={BAR_COUNTS.map((count) => ({ value: String(count), label: `${count} bars` }))}
          onValueChange={(value) =>
            onChange({ top: BAR_COUNTS.find((count) => String(count) === value) ?? setup.top })
          }
        />
      ) : null}
    </>
  );
}
