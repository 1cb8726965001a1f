import type { ReactNode } from 'react';
import type { MetricReport } from '@/components/api/monitoring';
import { ChartPanel } from '@/components/charts/chart-panel';
import { ZONE_COLORS } from '@/components/lake/zone-mark';
import { shortFunctionName } from '@/components/monitoring/function-name';
import { findSeries, toPoints, toShares, total } from '@/components/monitoring/metric-points';
import { formatClock, formatCount, formatDayAndClock, formatDuration, formatNumber } from '@/lib/format';

const DAY_SECONDS = 86_400;
const MILLISECOND = 0.001;

const formatPercent = (value: number) => `${formatNumber(Number(value.toFixed(2)))} %`;

/** The pipeline over time: rows, imports, what stood out, and how long it took. */
export function PipelineCharts({ report }: { report: MetricReport }): ReactNode {
  const isLong = Date.parse(report.to) - Date.parse(report.from) > DAY_SECONDS * 1000;
  const formatX = (x: string | number) => {
    const iso = new Date(x).toISOString();
    return isLong ? formatDayAndClock(iso) : formatClock(iso);
  };
  const shared = { formatX, syncId: 'monitoring', fromZero: true };
  const sum = (metric: Parameters<typeof findSeries>[1]) => findSeries(report, metric, 'Sum');
  const rows = {
    accepted: sum('RowsAccepted'),
    anomalous: sum('RowsAnomalous'),
    rejected: sum('RowsRejected'),
  };
  const imports = { succeeded: sum('ImportsSucceeded'), failed: sum('ImportsFailed') };
  const durations = {
    average: findSeries(report, 'ImportDuration', 'Average'),
    maximum: findSeries(report, 'ImportDuration', 'Maximum'),
  };
  const answers = {
    average: findSeries(report, 'QueryDuration', 'Average'),
    p95: findSeries(report, 'QueryDuration', 'p95'),
  };
  return (
    <>
      <ChartPanel
        {...shared}
        title="Rows received"
        kind="bars"
        series={[
          { key: 'accepted', label: 'Accepted', color: ZONE_COLORS.silver },
          { key: 'anomalous', label: 'Anomalous', color: ZONE_COLORS.anomalies },
          { key: 'rejected', label: 'Rejected', color: ZONE_COLORS.rejects },
        ]}
        figures={{
          accepted: formatCount(total(rows.accepted)),
          anomalous: formatCount(total(rows.anomalous)),
          rejected: formatCount(total(rows.rejected)),
        }}
        points={toPoints(report, rows, { gap: 0 })}
        formatValue={formatCount}
      />
      <ChartPanel
        {...shared}
        title="Imports"
        kind="bars"
        series={[
          { key: 'succeeded', label: 'Succeeded', color: 'var(--chart-1)' },
          { key: 'failed', label: 'Failed', color: 'var(--bad)' },
        ]}
        figures={{
          succeeded: formatCount(total(imports.succeeded)),
          failed: formatCount(total(imports.failed)),
        }}
        points={toPoints(report, imports, { gap: 0 })}
        formatValue={formatCount}
      />
      <ChartPanel
        {...shared}
        title="Share of rows, %"
        kind="line"
        series={[
          { key: 'anomalous', label: 'Anomalous', color: ZONE_COLORS.anomalies },
          { key: 'rejected', label: 'Rejected', color: ZONE_COLORS.rejects },
        ]}
        points={toShares(report, { anomalous: rows.anomalous, rejected: rows.rejected }, sum('RowsReceived'))}
        formatValue={formatPercent}
      />
      <ChartPanel
        {...shared}
        title="Duration of imports, s"
        kind="line"
        series={[
          { key: 'average', label: 'Average', color: 'var(--chart-1)' },
          { key: 'maximum', label: 'Longest', color: 'var(--chart-4)' },
        ]}
        points={toPoints(report, durations, { gap: null, scale: MILLISECOND })}
        formatValue={formatDuration}
      />
      <ChartPanel
        {...shared}
        title="Duration of queries, s"
        kind="line"
        series={[
          { key: 'average', label: 'Average', color: 'var(--chart-1)' },
          { key: 'p95', label: '95 % within', color: 'var(--chart-4)' },
        ]}
        points={toPoints(report, answers, { gap: null, scale: MILLISECOND })}
        formatValue={formatDuration}
      />
      <FunctionErrorsChart report={report} formatX={formatX} />
    </>
  );
}

const FUNCTION_COLORS = ['var(--bad)', 'var(--chart-2)', 'var(--chart-3)', 'var(--chart-4)'];

function FunctionErrorsChart({
  report,
  formatX,
}: {
  report: MetricReport;
  formatX: (x: string | number) => string;
}): ReactNode {
  const errors = report.series.filter(({ metric, functionName }) => metric === 'Errors' && functionName);
  return (
    <ChartPanel
      title="Errors of functions"
      kind="bars"
      syncId="monitoring"
      formatX={formatX}
      formatValue={formatCount}
      series={errors.map(({ functionName }, index) => ({
        key: functionName ?? '',
        label: shortFunctionName(functionName ?? ''),
        color: FUNCTION_COLORS[index % FUNCTION_COLORS.length] ?? 'var(--bad)',
      }))}
      figures={Object.fromEntries(
        errors.map((series) => [series.functionName ?? '', formatCount(total(series))]),
      )}
      points={toPoints(
        report,
        Object.fromEntries(errors.map((series) => [series.functionName ?? '', series])),
        { gap: 0 },
      )}
    />
  );
}
