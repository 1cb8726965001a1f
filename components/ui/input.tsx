import clsx from 'clsx';
import type { ComponentProps, ReactNode } from 'react';
import { CONTROL_CLASS } from '@/components/ui/control-class';

export function Input({ className, ...rest }: ComponentProps<'input'>): ReactNode {
  return <input {...rest} className={clsx(CONTROL_CLASS, className)} />;
}
