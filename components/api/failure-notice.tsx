import type { ReactNode } from 'react';
import { ApiError } from '@/components/api/api-error';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';

interface FailureNoticeProps {
  /** What could not be done: `The imports could not be loaded`. */
  title: string;
  error: Error;
  onRetry?: (() => void) | undefined;
}

/** Says what failed, in the server's words, and offers to try again where that can help. */
export function FailureNotice({ title, error, onRetry }: FailureNoticeProps): ReactNode {
  const words =
    error instanceof ApiError
      ? error.message
      : 'The answer of the server was not understood. Reload the page.';
  return (
    <Notice
      kind="bad"
      title={title}
      action={onRetry ? <Button onClick={onRetry}>Try again</Button> : undefined}
    >
      {words}
    </Notice>
  );
}
