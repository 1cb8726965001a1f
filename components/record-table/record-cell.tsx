import { Check, X } from 'lucide-react';
import Link from 'next/link';
import { memo, type ReactNode } from 'react';
import { MarkedText } from '@/components/record-table/marked-text';
import { Badge } from '@/components/ui/badge';
import { formatCell } from '@/lib/format';
import type { LakeColumn } from '@/lib/lake/columns';
import { paths } from '@/lib/paths';

interface RecordCellProps {
  value: unknown;
  column: LakeColumn;
  /** Digits shown behind the point; all of them without it. */
  fractionDigits?: number | undefined;
  /** A text that is marked where it occurs. */
  marked?: string | undefined;
}

/**
 * One value as its type is best read. The full text is on hover where it may be cut. It is kept between renders, as
 * hundreds of them are drawn again with every step of a scroll.
 */
export const RecordCell = memo(function RecordCell({
  value,
  column,
  fractionDigits,
  marked = '',
}: RecordCellProps): ReactNode {
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
  if (typeof value === 'boolean') {
    const Icon = value ? Check : X;
    return (
      <span className="inline-flex items-center gap-1.5">
        <Icon aria-hidden className="size-3.5 text-muted" />
        {formatCell(value, column.type)}
      </span>
    );
  }
  const text = formatCell(value, column.type);
  if (text === '') {
    return (
      <span title="A text without letters; it is not missing" className="text-faint italic">
        empty
      </span>
    );
  }
  return (
    <span title={text}>
      <MarkedText text={formatCell(value, column.type, fractionDigits)} marked={marked} />
    </span>
  );
});
