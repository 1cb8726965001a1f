import type { ChartPlan } from '@/components/charts/model/chart-plan';
import type { ChartSetup } from '@/components/charts/model/chart-setup';
import type { ChartTable, PlacedColumn } from '@/components/charts/model/chart-table';

/** One measure of a result, drawn. */
export interface PlotProps {
  table: ChartTable;
  plan: ChartPlan;
  setup: ChartSetup;
  measure: PlacedColumn;
  /** The colour of what has no series. */
  color: string;
  heightPx: number;
  /** The row that is pointed at in the table. */
  marked: readonly unknown[] | null;
}
