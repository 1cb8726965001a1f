import Link from 'next/link';
import type { ReactNode } from 'react';
import { Badge } from '@/components/ui/badge';
import { formatCell } from '@/lib/format';
import type { LakeColumn } from '@/lib/lake/columns';
import { paths } from '@/lib/paths';

interface RecordCellProps {
  value: unknown;
  column: LakeColumn;
  /** Digits shown behind the point; all of them without it. */
  fractionDigits?: number | undefined;
}

/** One value as its type is best read. The full text is on hover where it may be cut. */
export function RecordCell({ value, column, fractionDigits }: RecordCellProps): ReactNode {
  if (value === null || value === undefined || (Array.isArray(value) && value.length === 0)) {
    return (
      <span title={Array.isArray(value) ? 'None' : 'Missing'} className="text-faint">
        –
      </span>
    );
  }
  if (column.name === '_import' && typeof value === 'string') {
    return (
      <Link
        prefetch={false}
        href={paths.import(value)}
        title={value}
        className="font-mono text-xs text-accent hover:underline"
      >
        …{value.slice(-8)}
      </Link>
    );
  }
  if (column.type === 'list' && Array.isArray(value)) {
    return (
      <span className="flex gap-1">
        {value.map((item) => (
          <Badge key={String(item)}>{String(item)}</Badge>
        ))}
      </span>
    );
  }
  const text = formatCell(value, column.type);
  if (text === '') return <span className="text-faint italic">empty</span>;
  return <span title={text}>{formatCell(value, column.type, fractionDigits)}</span>;
}
