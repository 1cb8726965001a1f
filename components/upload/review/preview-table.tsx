import clsx from 'clsx';
import { useState, type ReactNode } from 'react';
import type { Dataset } from '@/components/api/datasets';
import type { UploadPreview } from '@/components/api/preview';
import { Button } from '@/components/ui/button';
import { Skeleton, SkeletonRows } from '@/components/ui/skeleton';
import { Table, Td, Th } from '@/components/ui/table';
import { formatCount } from '@/lib/format';

const ROWS_AT_FIRST = 8;

interface PreviewTableProps {
  preview: UploadPreview;
  fileName: string;
  /** The one it is checked against. */
  dataset: Dataset | null;
  /** Another check is under way: the marks may change. */
  isStale: boolean;
}

/** The first rows of a file as texts, with what each column is taken for and where it goes. */
export function PreviewTable({ preview, fileName, dataset, isStale }: PreviewTableProps): ReactNode {
  const [isOpen, setIsOpen] = useState(false);
  const { columns, rows } = preview;
  const shown = isOpen ? rows : rows.slice(0, ROWS_AT_FIRST);
  const reasons = isStale ? new Map<string, string>() : reasonsByPlace(preview);
  const types = new Map(dataset?.definition.schema.fields.map(({ name, type }) => [name, type]));
  const isMapped = Boolean(dataset && preview.check);
  return (
    <div className="-mx-4 -mb-4 border-t">
      <div className="max-h-96 overflow-y-auto">
        <Table label={`First rows of ${fileName}`}>
          <thead>
            <tr>
              <Th numeric>Line</Th>
              {columns.map(({ label, type, field }, index) => (
                <Th key={index} className="align-top">
                  <span className="block text-sm text-ink">{label}</span>
                  <span className="block font-normal">
                    {isMapped && !field ? <span className="text-warn">left out</span> : null}
                    {isMapped && field && field !== label ? `${field}, ` : ''}
                    {isMapped && field ? (types.get(field) ?? type) : isMapped ? null : type}
                  </span>
                </Th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map(({ line, cells }) => {
              const rowReason = reasons.get(placeOf(line, null));
              return (
                <tr key={line} className={clsx(rowReason && 'bg-bad-soft')} title={rowReason}>
                  <Td numeric className="text-faint">
                    {formatCount(line)}
                    {rowReason ? <span className="sr-only">. {rowReason}</span> : null}
                  </Td>
                  {cells.map((cell, index) => (
                    <PreviewCell
                      key={index}
                      cell={cell}
                      reason={reasons.get(placeOf(line, columns[index]?.field ?? null))}
                    />
                  ))}
                </tr>
              );
            })}
          </tbody>
        </Table>
      </div>
      {rows.length > ROWS_AT_FIRST ? (
        <div className="border-t px-2 py-1">
          <Button size="sm" variant="quiet" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
            {isOpen ? 'Show fewer rows' : `Show all ${formatCount(rows.length)} rows`}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

function PreviewCell({ cell, reason }: { cell: string; reason: string | undefined }): ReactNode {
  return (
    <Td
      title={reason ?? cell}
      className={clsx('max-w-64 truncate whitespace-pre', reason && 'bg-bad-soft text-bad')}
    >
      {cell === '' ? <span className="text-faint">–</span> : cell}
      {reason ? <span className="sr-only">. {reason}</span> : null}
    </Td>
  );
}

function placeOf(line: number, field: string | null): string {
  return `${line}/${field ?? ''}`;
}

/** Why cells were refused, by line and field; with no field, why a whole row was. */
function reasonsByPlace({ check }: UploadPreview): Map<string, string> {
  return new Map(check?.rejects.map(({ line, column, message }) => [placeOf(line, column ?? null), message]));
}

/** As high as a preview of a few rows, so that nothing jumps when it comes. */
export function PreviewTableSkeleton(): ReactNode {
  return (
    <>
      <Skeleton className="h-5.5 w-72 max-w-full" />
      <div className="-mx-4 -mb-4 border-t">
        <Table label="First rows, loading" aria-busy>
          <tbody>
            <SkeletonRows rows={ROWS_AT_FIRST + 1} columns={5} />
          </tbody>
        </Table>
      </div>
    </>
  );
}
