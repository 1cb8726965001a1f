import type { ReactNode } from 'react';
import { Table, Td, Th } from '@/components/ui/table';
import { formatCount, formatShare } from '@/lib/format';

/** How many values are missing per column among the rows that were kept. */
export function MissingValues({
  missing,
  rows,
}: {
  missing: Record<string, number>;
  rows: number;
}): ReactNode {
  const columns = Object.entries(missing).sort(([, one], [, other]) => other - one);
  return (
    <Table label="Missing values per column">
      <thead>
        <tr>
          <Th>Column</Th>
          <Th numeric>Missing</Th>
          <Th numeric>Share</Th>
        </tr>
      </thead>
      <tbody>
        {columns.map(([column, count]) => (
          <tr key={column}>
            <Td className="font-mono text-xs leading-5">{column}</Td>
            <Td numeric className={count === 0 ? 'text-faint' : undefined}>
              {formatCount(count)}
            </Td>
            <Td numeric className="text-faint">
              {formatShare(count, rows)}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
