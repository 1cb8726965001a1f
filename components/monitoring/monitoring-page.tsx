'use client';

import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import type { ReactNode } from 'react';
import { FailureNotice } from '@/components/api/failure-notice';
import type { Alarm, MetricReport } from '@/components/api/monitoring';
import { alarmsQuery, metricsQuery, zonesQuery } from '@/components/api/queries';
import { AlarmList } from '@/components/monitoring/alarm-list';
import { FunctionTable } from '@/components/monitoring/function-table';
import { findSeries, toPoints, total, weightedAverage } from '@/components/monitoring/metric-points';
import { PipelineCharts } from '@/components/monitoring/pipeline-charts';
import { RANGE_NAMES, RANGES, type RangeName } from '@/components/monitoring/ranges';
import { ZoneTable } from '@/components/monitoring/zone-table';
import { Figure, Figures } from '@/components/ui/figures';
import { PageHeader } from '@/components/ui/page-header';
import { Panel } from '@/components/ui/panel';
import { Segmented } from '@/components/ui/segmented';
import { Skeleton } from '@/components/ui/skeleton';
import { TimeAgo } from '@/components/ui/time-ago';
import { formatCount, formatDuration, formatQuantity, formatShare } from '@/lib/format';
import { paths } from '@/lib/paths';

/** The pipeline itself: is it well, how much went through, how fast, and what went wrong. */
export function MonitoringPage({ range }: { range: RangeName }): ReactNode {
  const router = useRouter();
  const { seconds, periodSeconds, refetchMs } = RANGES[range];
  const metrics = useQuery(metricsQuery(seconds, periodSeconds, refetchMs));
  const alarms = useQuery(alarmsQuery(refetchMs));
  const zones = useQuery(zonesQuery(RANGES['24h'].refetchMs));
  const report = metrics.data;
  return (
    <>
      <PageHeader
        title="Monitoring"
        description={
          metrics.dataUpdatedAt > 0 ? (
            <>
              The pipeline itself. Updated <TimeAgo iso={new Date(metrics.dataUpdatedAt).toISOString()} />
            </>
          ) : (
            'The pipeline itself.'
          )
        }
        actions={
          <Segmented
            label="Range"
            value={range}
            options={RANGE_NAMES.map((name) => ({ value: name, label: RANGES[name].label }))}
            onValueChange={(next) => router.replace(paths.monitoring(next), { scroll: false })}
          />
        }
      />
      <Failures queries={{ metrics, alarms, zones }} />
      <HealthFigures report={report} alarms={alarms.data} />
      <div className="grid gap-5 md:grid-cols-2">
        {report ? (
          <PipelineCharts report={report} />
        ) : (
          Array.from({ length: 6 }, (_, index) => <Skeleton key={index} className="h-66 rounded-lg" />)
        )}
      </div>
      <div className="grid items-start gap-5 xl:grid-cols-3">
        <Panel title="Alarms" flush>
          <AlarmList alarms={alarms.data} />
        </Panel>
        <Panel title="Files per zone" note="last 24 hours" flush>
          <ZoneTable activity={zones.data} />
        </Panel>
        <Panel title="Functions" note={`last ${RANGES[range].label}`} flush>
          <FunctionTable report={report} />
        </Panel>
      </div>
    </>
  );
}

const NAMES = { metrics: 'metrics', alarms: 'alarms', zones: 'files per zone' };

function Failures({ queries }: { queries: Record<keyof typeof NAMES, UseQueryResult<unknown>> }): ReactNode {
  return (['metrics', 'alarms', 'zones'] as const).map((name) => {
    const { error, refetch } = queries[name];
    if (!error) return null;
    return (
      <FailureNotice
        key={name}
        title={`The ${NAMES[name]} could not be loaded`}
        error={error}
        onRetry={() => void refetch()}
      />
    );
  });
}

function HealthFigures({
  report,
  alarms,
}: {
  report: MetricReport | undefined;
  alarms: readonly Alarm[] | undefined;
}): ReactNode {
  const ringing = alarms?.filter(({ state }) => state === 'ALARM').length;
  const sum = (metric: Parameters<typeof findSeries>[1]) =>
    report ? total(findSeries(report, metric, 'Sum')) : 0;
  const received = sum('RowsReceived');
  const failed = sum('ImportsFailed');
  const imports = sum('ImportsSucceeded') + failed;
  const duration = report
    ? weightedAverage(
        findSeries(report, 'ImportDuration', 'Average'),
        toPoints(report, { imports: findSeries(report, 'ImportsSucceeded', 'Sum') }, { gap: 0 }),
        'imports',
      )
    : null;
  const whenKnown = (value: ReactNode) => (report ? value : undefined);
  return (
    <Figures>
      <Figure
        label="Pipeline"
        value={
          ringing === undefined ? undefined : (
            <span className={ringing > 0 ? 'text-bad' : 'text-good'}>
              {ringing > 0 ? 'Needs a look' : 'Healthy'}
            </span>
          )
        }
        note={
          ringing === undefined
            ? null
            : ringing > 0
              ? `${formatQuantity(ringing, 'alarm')} ringing`
              : 'no alarm rings'
        }
      />
      <Figure
        label="Rows received"
        value={whenKnown(formatCount(received))}
        note={`in ${formatQuantity(imports, 'import')}`}
      />
      <Figure
        label="Failed imports"
        value={whenKnown(<span className={failed > 0 ? 'text-bad' : undefined}>{formatCount(failed)}</span>)}
        note={formatShare(failed, imports)}
      />
      <Figure
        label="Anomaly rate"
        value={whenKnown(formatShare(sum('RowsAnomalous'), received))}
        note={`${formatCount(sum('RowsAnomalous'))} rows`}
      />
      <Figure
        label="Reject rate"
        value={whenKnown(formatShare(sum('RowsRejected'), received))}
        note={`${formatCount(sum('RowsRejected'))} rows`}
      />
      <Figure
        label="Average import"
        value={whenKnown(formatDuration(duration === null ? null : duration / 1000))}
        note="per file"
      />
    </Figures>
  );
}
