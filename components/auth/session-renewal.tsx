'use client';

import { useEffect, useState, type ReactNode } from 'react';
import type { BrowserOutputs } from '@/components/auth/configure-amplify';
import { SignInForm } from '@/components/auth/sign-in-form';

/** A renewal that leads back here within this time did not help; asking again would go in circles. */
const CIRCLE_MS = 10_000;
const RENEWED_AT = 'lakeport:renewed-at';

interface SessionRenewalProps {
  outputs: BrowserOutputs;
  next: string;
}

/** Renews an expired session without a question and goes on; asks for the password when that is not possible. */
export function SessionRenewal({ outputs, next }: SessionRenewalProps): ReactNode {
  const [gaveUp, setGaveUp] = useState(false);
  useEffect(() => {
    let current = true;
    const renew = async (): Promise<boolean> => {
      const last = Number(sessionStorage.getItem(RENEWED_AT) ?? 0);
      if (Date.now() - last < CIRCLE_MS) return false;
      const { createAuthFlow } = await import('@/components/auth/auth-flow');
      const renewed = await createAuthFlow(outputs).renew();
      if (renewed) sessionStorage.setItem(RENEWED_AT, String(Date.now()));
      return renewed;
    };
    // Whatever keeps the session from being renewed, the way on is the same: sign in again.
    void renew()
      .catch(() => false)
      .then((renewed) => {
        if (!current) return;
        if (renewed) window.location.replace(next);
        else setGaveUp(true);
      });
    return () => {
      current = false;
    };
  }, [outputs, next]);

  if (gaveUp) return <SignInForm outputs={outputs} next={next} />;
  return (
    <p role="status" className="py-12 text-center text-muted">
      Renewing your session…
    </p>
  );
}
