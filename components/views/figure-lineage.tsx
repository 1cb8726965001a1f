'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { FailureNotice } from '@/components/api/failure-notice';
import { viewLineageQuery } from '@/components/api/queries';
import { Dialog } from '@/components/ui/dialog';
import { SkeletonRows } from '@/components/ui/skeleton';
import { Table, Td, Th } from '@/components/ui/table';
import { formatCount, formatShare } from '@/lib/format';
import { paths } from '@/lib/paths';

/** One row of a view: a value for each of its group columns. */
export type ViewGroup = Readonly<Record<string, unknown>>;

interface FigureLineageProps {
  dataset: string;
  view: string;
  /** Null while it is closed. */
  group: ViewGroup | null;
  onClose: () => void;
}

/** The imports whose rows a view's figures are made of. */
export function FigureLineage({ dataset, view, group, onClose }: FigureLineageProps): ReactNode {
  const title = group ? Object.values(group).map(String).join(' · ') : '';
  return (
    <Dialog
      open={group !== null}
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={title ? `Behind ${title}` : 'Behind these figures'}
      description="The imports whose rows are counted in this row of the view."
      wide
    >
      {group ? <Imports dataset={dataset} view={view} group={group} /> : null}
    </Dialog>
  );
}

function Imports({ dataset, view, group }: { dataset: string; view: string; group: ViewGroup }): ReactNode {
  const query = useQuery(viewLineageQuery(dataset, view, group));
  if (query.isError && !query.data) {
    return (
      <FailureNotice
        title="The imports could not be loaded"
        error={query.error}
        onRetry={() => void query.refetch()}
      />
    );
  }
  const total = query.data?.reduce((sum, { rows }) => sum + rows, 0) ?? 0;
  return (
    <Table label="Imports behind the figures">
      <thead>
        <tr>
          <Th>Import</Th>
          <Th numeric>Rows</Th>
          <Th numeric>Share</Th>
          <Th numeric>Anomalous</Th>
        </tr>
      </thead>
      <tbody>
        {query.data ? (
          query.data.map(({ importId, fileName, rows, anomalous }) => (
            <tr key={importId}>
              <Td className="max-w-80 min-w-40">
                <Link
                  prefetch={false}
                  href={paths.import(importId)}
                  className="block truncate font-medium hover:text-accent hover:underline"
                >
                  {fileName}
                </Link>
              </Td>
              <Td numeric>{formatCount(rows)}</Td>
              <Td numeric className="text-faint">
                {formatShare(rows, total)}
              </Td>
              <Td numeric className={anomalous > 0 ? 'text-anomalies-ink' : 'text-faint'}>
                {formatCount(anomalous)}
              </Td>
            </tr>
          ))
        ) : (
          <SkeletonRows rows={3} columns={4} />
        )}
      </tbody>
    </Table>
  );
}
