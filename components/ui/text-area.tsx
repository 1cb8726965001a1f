import clsx from 'clsx';
import type { ComponentProps, ReactNode } from 'react';
import { CONTROL_CLASS } from '@/components/ui/control-class';

export function TextArea({ className, ...rest }: ComponentProps<'textarea'>): ReactNode {
  return <textarea rows={3} {...rest} className={clsx(CONTROL_CLASS, 'h-auto w-full py-1.5', className)} />;
}
