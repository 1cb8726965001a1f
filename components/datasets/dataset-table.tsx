import Link from 'next/link';
import type { ReactNode } from 'react';
import type { Dataset } from '@/components/api/datasets';
import { ZoneMark } from '@/components/lake/zone-mark';
import { SkeletonRows } from '@/components/ui/skeleton';
import { Table, Td, Th } from '@/components/ui/table';
import { TimeAgo } from '@/components/ui/time-ago';
import { formatBytes, formatCount } from '@/lib/format';
import { paths } from '@/lib/paths';

/** All datasets with what they hold now. */
export function DatasetTable({ datasets }: { datasets: readonly Dataset[] | undefined }): ReactNode {
  return (
    <Table label="Datasets">
      <thead>
        <tr>
          <Th>Dataset</Th>
          <Th numeric>
            <ZoneMark zone="silver" /> Rows
          </Th>
          <Th numeric>
            <ZoneMark zone="anomalies" /> Anomalies
          </Th>
          <Th numeric>Columns</Th>
          <Th numeric>Stored</Th>
          <Th numeric>Version</Th>
          <Th numeric>Last import</Th>
        </tr>
      </thead>
      <tbody>
        {datasets ? (
          datasets.map((dataset) => (
            <tr key={dataset.name} className="hover:bg-canvas">
              <Td className="min-w-64">
                <Link
                  prefetch={false}
                  href={paths.dataset(dataset.name)}
                  className="font-medium text-ink hover:text-accent hover:underline"
                >
                  {dataset.title}
                </Link>
                <span className="block max-w-xl truncate text-muted">
                  {dataset.description ?? dataset.name}
                </span>
              </Td>
              <Td numeric>{formatCount(dataset.rows)}</Td>
              <Td numeric className={dataset.anomalies ? 'text-anomalies-ink' : 'text-faint'}>
                {formatCount(dataset.anomalies)}
              </Td>
              <Td numeric>{formatCount(dataset.columns.length)}</Td>
              <Td numeric>{formatBytes(dataset.bytes)}</Td>
              <Td numeric>{formatCount(dataset.version)}</Td>
              <Td numeric className="text-muted">
                {dataset.lastImportAt ? <TimeAgo iso={dataset.lastImportAt} /> : 'Never'}
              </Td>
            </tr>
          ))
        ) : (
          <SkeletonRows rows={3} columns={7} />
        )}
      </tbody>
    </Table>
  );
}
