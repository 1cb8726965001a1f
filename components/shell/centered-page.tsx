import type { ReactNode } from 'react';
import { Brand } from '@/components/shell/brand';

/** A page with one thing to say or to do: brand and a narrow panel in the middle. */
export function CenteredPage({ children }: { children: ReactNode }): ReactNode {
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center gap-6 p-4 pb-[12vh]">
      <Brand />
      <div className="flex w-full max-w-sm flex-col gap-5 rounded-lg border bg-surface p-6 sm:p-8">
        {children}
      </div>
    </main>
  );
}
