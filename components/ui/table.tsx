import clsx from 'clsx';
import type { ComponentProps, ReactNode } from 'react';

/**
 * A table that scrolls sideways inside itself. It can be focused, so that the arrow keys scroll it.
 * `label` names it for screen readers.
 */
export function Table({
  label,
  className,
  children,
  ...rest
}: ComponentProps<'table'> & { label: string }): ReactNode {
  return (
    <div className="relative overflow-x-auto" tabIndex={0} role="group" aria-label={label}>
      <table
        {...rest}
        aria-label={label}
        className={clsx('w-full border-collapse text-left text-sm', className)}
      >
        {children}
      </table>
    </div>
  );
}

type CellProps = { numeric?: boolean };

export function Th({ numeric, className, ...rest }: ComponentProps<'th'> & CellProps): ReactNode {
  return (
    <th
      scope="col"
      {...rest}
      className={clsx(
        'border-b border-line-strong px-3 py-2 text-xs font-medium whitespace-nowrap text-faint first:pl-4 last:pr-4',
        numeric && 'text-right',
        className,
      )}
    />
  );
}

export function Td({ numeric, className, ...rest }: ComponentProps<'td'> & CellProps): ReactNode {
  return (
    <td
      {...rest}
      className={clsx(
        'border-b px-3 py-2 align-top first:pl-4 last:pr-4 in-[tr:last-child]:border-b-0',
        numeric && 'text-right whitespace-nowrap',
        className,
      )}
    />
  );
}
