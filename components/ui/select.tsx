import clsx from 'clsx';
import { ChevronDown } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { CONTROL_CLASS } from '@/components/ui/control-class';

export interface Option {
  value: string;
  label: string;
  disabled?: boolean;
}

interface SelectProps extends Omit<ComponentProps<'select'>, 'onChange' | 'value'> {
  value: string;
  options: readonly Option[];
  onValueChange: (value: string) => void;
}

/** The browser's own select: right on every phone and for every keyboard. */
export function Select({ options, onValueChange, className, ...rest }: SelectProps): ReactNode {
  return (
    <span className={clsx('relative inline-flex', className)}>
      <select
        {...rest}
        onChange={(event) => onValueChange(event.target.value)}
        className={clsx(CONTROL_CLASS, 'w-full appearance-none truncate pr-8')}
      >
        {options.map(({ value, label, disabled }) => (
          <option key={value} value={value} disabled={disabled}>
            {label}
          </option>
        ))}
      </select>
      <ChevronDown
        aria-hidden
        className="pointer-events-none absolute top-1/2 right-2.5 size-4 -translate-y-1/2 text-faint"
      />
    </span>
  );
}
