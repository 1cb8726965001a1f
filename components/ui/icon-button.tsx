import clsx from 'clsx';
import type { ComponentProps, ReactNode } from 'react';
import { Tooltip } from '@/components/ui/tooltip';

interface IconButtonProps extends ComponentProps<'button'> {
  /** What the button does; read out and shown on hover. */
  label: string;
}

/** A button of an icon alone. */
export function IconButton({ label, className, children, ...rest }: IconButtonProps): ReactNode {
  return (
    <Tooltip text={label}>
      <button
        type="button"
        aria-label={label}
        {...rest}
        className={clsx(
          'inline-flex size-8 shrink-0 items-center justify-center rounded-md text-muted transition-colors hover:bg-sunken hover:text-ink',
          'disabled:cursor-not-allowed disabled:opacity-45 [&_svg]:size-4',
          className,
        )}
      >
        {children}
      </button>
    </Tooltip>
  );
}
