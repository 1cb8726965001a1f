import { ChevronLeft, ChevronRight, ChevronsLeft, ChevronsRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from '@/components/ui/icon-button';
import { Select } from '@/components/ui/select';
import { formatCount } from '@/lib/format';

interface PagerProps {
  /** First page is 1. */
  page: number;
  pageSize: number;
  /** Null when it is not known. */
  total: number | null;
  /** How many are on this page; null while that is loading. */
  shown: number | null;
  onPageChange: (page: number) => void;
  pageSizes?: readonly number[];
  onPageSizeChange?: (size: number) => void;
  /** What is counted, in the plural. */
  things: string;
  /** The number of the first one shown, from 1, when pages need not begin where they usually do. */
  first?: number;
  /** Makes of the words that say which page this is a control that leads to another one. */
  goTo?: (words: string) => ReactNode;
}

/** Which part of how many is shown, and the way to the other parts. */
export function Pager({
  page,
  pageSize,
  total,
  shown,
  onPageChange,
  pageSizes,
  onPageSizeChange,
  things,
  goTo,
  ...props
}: PagerProps): ReactNode {
  const first = shown ? (props.first ?? (page - 1) * pageSize + 1) : 0;
  const last = shown ? first + shown - 1 : 0;
  const pages = total === null ? null : Math.max(1, Math.ceil(total / pageSize));
  const isLast =
    total === null || pages === null
      ? (shown ?? 0) < pageSize
      : page >= pages || (shown !== null && last >= total);
  const words = `Page ${formatCount(page)}${pages === null ? '' : ` of ${formatCount(pages)}`}`;
  return (
    <nav
      aria-label={`Pages of ${things}`}
      className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2 text-sm"
    >
      <output aria-live="polite" className="text-muted">
        {shown === null
          ? `Loading ${things}…`
          : `${formatCount(first)}–${formatCount(last)}${total === null ? '' : ` of ${formatCount(total)}`} ${things}`}
      </output>
      {pageSizes && onPageSizeChange ? (
        <Select
          aria-label={`${things} per page`}
          value={String(pageSize)}
          options={pageSizes.map((size) => ({ value: String(size), label: `${size} per page` }))}
          onValueChange={(size) => onPageSizeChange(Number(size))}
          className="ml-auto [&_select]:h-8 [&_select]:text-sm"
        />
      ) : null}
      <div className={pageSizes ? 'flex items-center' : 'ml-auto flex items-center'}>
        <IconButton label="First page" disabled={page <= 1} onClick={() => onPageChange(1)}>
          <ChevronsLeft />
        </IconButton>
        <IconButton label="Previous page" disabled={page <= 1} onClick={() => onPageChange(page - 1)}>
          <ChevronLeft />
        </IconButton>
        {goTo ? goTo(words) : <span className="min-w-24 text-center text-muted">{words}</span>}
        <IconButton label="Next page" disabled={isLast} onClick={() => onPageChange(page + 1)}>
          <ChevronRight />
        </IconButton>
        {pages === null ? null : (
          <IconButton label="Last page" disabled={isLast} onClick={() => onPageChange(pages)}>
            <ChevronsRight />
          </IconButton>
        )}
      </div>
    </nav>
  );
}
