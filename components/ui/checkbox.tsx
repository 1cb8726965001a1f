import clsx from 'clsx';
import type { ComponentProps, ReactNode } from 'react';

interface CheckboxProps extends Omit<ComponentProps<'input'>, 'type' | 'onChange'> {
  label: ReactNode;
  onCheckedChange: (checked: boolean) => void;
}

export function Checkbox({ label, onCheckedChange, className, ...rest }: CheckboxProps): ReactNode {
  return (
    <label className={clsx('inline-flex min-h-8 items-center gap-2 text-base', className)}>
      <input
        type="checkbox"
        {...rest}
        onChange={(event) => onCheckedChange(event.target.checked)}
        className="size-4 shrink-0 accent-accent"
      />
      {label}
    </label>
  );
}
