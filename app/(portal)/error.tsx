'use client';

import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';

export default function PortalErrorPage({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <Notice kind="bad" title="This page failed" action={<Button onClick={reset}>Try again</Button>}>
      {error.message || 'Try again.'}
      {error.digest ? ` If it fails again, tell an admin the number ${error.digest}.` : null}
    </Notice>
  );
}
