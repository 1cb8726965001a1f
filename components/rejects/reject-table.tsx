import type { ReactNode } from 'react';
import type { Reject } from '@/components/api/imports';
import { SkeletonRows } from '@/components/ui/skeleton';
import { Table, Td, Th } from '@/components/ui/table';
import { formatCount } from '@/lib/format';

interface RejectTableProps {
  /** Undefined while they are loading. */
  rejects: readonly Reject[] | undefined;
  expectedRows: number;
}

/** Refused rows with the place in the file, the reason, and the row exactly as it was. */
export function RejectTable({ rejects, expectedRows }: RejectTableProps): ReactNode {
  return (
    <Table label="Refused rows">
      <thead>
        <tr>
          <Th numeric>Line</Th>
          <Th>Column</Th>
          <Th>Code</Th>
          <Th>Reason</Th>
          <Th>The row as received</Th>
        </tr>
      </thead>
      <tbody>
        {rejects ? (
          rejects.map((reject, index) => (
            <tr key={`${reject.line}/${reject.code}/${reject.column ?? ''}/${index}`}>
              <Td numeric>{formatCount(reject.line)}</Td>
              <Td className="font-mono text-xs leading-5 whitespace-nowrap">{reject.column ?? '–'}</Td>
              <Td className="whitespace-nowrap text-rejects-ink">{reject.code}</Td>
              <Td className="max-w-96 min-w-56">{reject.message}</Td>
              <Td className="max-w-xl min-w-64">
                <code className="block max-h-24 overflow-auto rounded-sm bg-sunken px-1.5 py-0.5 font-mono text-xs break-all whitespace-pre-wrap">
                  {reject.raw}
                </code>
              </Td>
            </tr>
          ))
        ) : (
          <SkeletonRows rows={expectedRows} columns={5} />
        )}
      </tbody>
    </Table>
  );
}
