'use client';

import dynamic from 'next/dynamic';
import clsx from 'clsx';
import type { ReactNode } from 'react';
import type { CodeMirrorProps } from '@/components/ui/code-mirror';
import { Skeleton } from '@/components/ui/skeleton';

const CodeMirror = dynamic(() => import('@/components/ui/code-mirror').then((module) => module.CodeMirror), {
  ssr: false,
  loading: () => <Skeleton className="h-full min-h-9 w-full rounded-md" />,
});

/**
 * A place to write code, loaded when a page shows one. Tab leaves it, Enter takes a completion, Ctrl+Space asks for
 * one. Its looks follow the theme by themselves.
 */
export function CodeEditor({ className, ...props }: CodeMirrorProps & { className?: string }): ReactNode {
  return (
    <div
      className={clsx(
        'min-h-9 min-w-0 rounded-md border bg-surface focus-within:outline-2 focus-within:outline-accent hover:border-faint',
        props['aria-invalid'] ? 'border-bad' : 'border-line-strong',
        className,
      )}
    >
      <CodeMirror {...props} />
    </div>
  );
}
