'use client';

import { CenteredPage } from '@/components/shell/centered-page';
import { Button } from '@/components/ui/button';

export default function ErrorPage({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <CenteredPage>
      <h1 className="text-xl font-semibold tracking-tight">This page failed</h1>
      <p className="text-muted">
        Try again. If it fails again, tell an admin the time
        {error.digest ? ` and the number ${error.digest}` : ''}.
      </p>
      <Button variant="primary" onClick={reset}>
        Try again
      </Button>
    </CenteredPage>
  );
}
