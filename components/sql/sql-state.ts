/** What the SQL page shows, and its form in the address. */
import { parseChartSetup, writeChartSetup, type ChartSetup } from '@/components/charts/model/chart-setup';

export interface SqlState {
  /** The query whose answer is shown; null before the first. */
  sql: string | null;
  as: 'table' | 'chart';
  chart: ChartSetup;
}

export function parseSqlState(search: URLSearchParams): SqlState {
  return {
    sql: search.get('q')?.trim() ? search.get('q') : null,
    as: search.get('as') === 'chart' ? 'chart' : 'table',
    chart: parseChartSetup(search),
  };
}

export function serializeSqlState({ sql, as, chart }: SqlState): string {
  const search = new URLSearchParams();
  if (sql) search.set('q', sql);
  if (as === 'chart') search.set('as', as);
  writeChartSetup(chart, search);
  return search.size > 0 ? `?${search}` : '';
}
