import Link from 'next/link';
import type { ReactNode } from 'react';
import type { Import } from '@/components/api/imports';
import { bringsRows, importTitle } from '@/components/import-actions/import-words';
import { SOURCE_WORDS } from '@/components/imports/source-words';
import { StateBadge } from '@/components/imports/state-badge';
import { ZoneMark } from '@/components/lake/zone-mark';
import { SkeletonRows } from '@/components/ui/skeleton';
import { Table, Td, Th } from '@/components/ui/table';
import { TimeAgo } from '@/components/ui/time-ago';
import { formatCount, formatDuration } from '@/lib/format';
import { paths } from '@/lib/paths';

interface ImportTableProps {
  label: string;
  /** Undefined while they are loading. */
  imports: readonly Import[] | undefined;
  /** How many rows the place of the table is held for while it is loading. */
  expectedRows: number;
  /** Leaves out what the page says already. */
  withDataset?: boolean;
  /** Only what a glance needs. */
  brief?: boolean;
  /** The one that the page is about. */
  currentId?: string;
}

/** Imports as rows; a row's file name leads to its import. */
export function ImportTable({
  label,
  imports,
  expectedRows,
  withDataset = true,
  brief = false,
  currentId,
}: ImportTableProps): ReactNode {
  const columnCount = 6 + (withDataset ? 1 : 0) + (brief ? 0 : 3);
  return (
    <Table label={label}>
      <thead>
        <tr>
          <Th>Import</Th>
          {withDataset ? <Th>Dataset</Th> : null}
          <Th>State</Th>
          <Th numeric>Received</Th>
          {brief ? null : <Th numeric>Inserted</Th>}
          <Th numeric>
            <ZoneMark zone="anomalies" /> Anomalous
          </Th>
          <Th numeric>
            <ZoneMark zone="rejects" /> Rejected
          </Th>
          {brief ? null : <Th numeric>Duration</Th>}
          {brief ? null : <Th>By</Th>}
          <Th numeric>When</Th>
        </tr>
      </thead>
      <tbody>
        {imports ? (
          imports.map((item) => (
            <ImportRow
              key={item.id}
              item={item}
              withDataset={withDataset}
              brief={brief}
              isCurrent={item.id === currentId}
            />
          ))
        ) : (
          <SkeletonRows rows={expectedRows} columns={columnCount} />
        )}
      </tbody>
    </Table>
  );
}

function ImportRow({
  item,
  withDataset,
  brief,
  isCurrent,
}: {
  item: Import;
  withDataset: boolean;
  brief: boolean;
  isCurrent: boolean;
}): ReactNode {
  const { state } = item;
  // The counts of the others are of rows that they name, not of rows that came in.
  const counts = bringsRows(item) ? item.counts : null;
  const received = counts?.received ?? (state === 'RUNNING' ? item.rowsRead : null);
  return (
    <tr className={isCurrent ? 'bg-accent-soft' : 'hover:bg-canvas'}>
      <Td className="max-w-80 min-w-40">
        <Link
          prefetch={false}
          href={paths.import(item.id)}
          aria-current={isCurrent ? 'page' : undefined}
          className="block truncate font-medium text-ink hover:text-accent hover:underline"
        >
          {importTitle(item)}
        </Link>
      </Td>
      {withDataset ? (
        <Td className="whitespace-nowrap">
          <Link
            prefetch={false}
            href={paths.dataset(item.dataset)}
            className="text-muted hover:text-accent hover:underline"
          >
            {item.dataset}
          </Link>
        </Td>
      ) : null}
      <Td>
        <StateBadge state={state} />
      </Td>
      <Td numeric>{formatCount(received)}</Td>
      {brief ? null : <Td numeric>{formatCount(counts?.inserted)}</Td>}
      <Td numeric className={counts?.anomalous ? 'font-medium text-anomalies-ink' : 'text-faint'}>
        {formatCount(counts?.anomalous)}
      </Td>
      <Td numeric className={counts?.rejected ? 'font-medium text-rejects-ink' : 'text-faint'}>
        {formatCount(counts?.rejected)}
      </Td>
      {brief ? null : <Td numeric>{formatDuration(counts?.seconds)}</Td>}
      {brief ? null : (
        <Td
          className="max-w-28 truncate whitespace-nowrap text-muted"
          title={`${item.createdBy} · ${SOURCE_WORDS[item.source]}`}
        >
          {item.createdBy}
        </Td>
      )}
      <Td numeric className="text-muted">
        <TimeAgo iso={item.createdAt} />
      </Td>
    </tr>
  );
}
