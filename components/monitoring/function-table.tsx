import type { ReactNode } from 'react';
import type { MetricReport } from '@/components/api/monitoring';
import { shortFunctionName } from '@/components/monitoring/function-name';
import { total } from '@/components/monitoring/metric-points';
import { SkeletonRows } from '@/components/ui/skeleton';
import { Table, Td, Th } from '@/components/ui/table';
import { formatCount, formatShare } from '@/lib/format';

/** How often each function ran in the range, and how often it failed. */
export function FunctionTable({ report }: { report: MetricReport | undefined }): ReactNode {
  const names = [...new Set(report?.series.flatMap(({ functionName }) => functionName ?? []))];
  const count = (metric: string, name: string) =>
    total(report?.series.find((series) => series.metric === metric && series.functionName === name));
  return (
    <Table label="Functions">
      <thead>
        <tr>
          <Th>Function</Th>
          <Th numeric>Runs</Th>
          <Th numeric>Errors</Th>
          <Th numeric>Share</Th>
        </tr>
      </thead>
      <tbody>
        {report ? (
          names.map((name) => {
            const runs = count('Invocations', name);
            const errors = count('Errors', name);
            return (
              <tr key={name}>
                <Td title={name}>{shortFunctionName(name)}</Td>
                <Td numeric>{formatCount(runs)}</Td>
                <Td numeric className={errors > 0 ? 'font-medium text-bad' : 'text-faint'}>
                  {formatCount(errors)}
                </Td>
                <Td numeric className="text-faint">
                  {formatShare(errors, runs)}
                </Td>
              </tr>
            );
          })
        ) : (
          <SkeletonRows rows={4} columns={4} />
        )}
      </tbody>
    </Table>
  );
}
