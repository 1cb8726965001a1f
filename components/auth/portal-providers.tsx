'use client';

import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { ApiError } from '@/components/api/api-error';
import { configureAmplify, type BrowserOutputs } from '@/components/auth/configure-amplify';
import { SessionProvider } from '@/components/auth/session-context';
import { LiveImports } from '@/components/imports/live-imports';
import { uploadQueue } from '@/components/upload/use-upload-queue';
import { Toaster } from '@/components/ui/toaster';
import { paths } from '@/lib/paths';
import type { Session } from '@/lib/session';

const RETRIES_MAX = 2;
const FRESH_MS = 15_000;

/** When the API no longer knows the user, the sign-in page renews the session or asks for the password. */
function leaveWhenSignedOut(error: unknown): void {
  if (!(error instanceof ApiError) || error.code !== 'not-signed-in') return;
  // Leaving would break the uploads off; they ask for the new sign-in themselves, in another tab.
  if (uploadQueue.getSnapshot().openFiles > 0) return;
  window.location.assign(paths.signIn(window.location.pathname + window.location.search));
}

function createQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: leaveWhenSignedOut }),
    mutationCache: new MutationCache({ onError: leaveWhenSignedOut }),
    defaultOptions: {
      queries: {
        staleTime: FRESH_MS,
        retry: (failures, error) => failures < RETRIES_MAX && error instanceof ApiError && error.isTransient,
      },
    },
  });
}

interface PortalProvidersProps {
  outputs: BrowserOutputs;
  session: Session;
  children: ReactNode;
}

/** What every page behind the sign-in stands on: the backend, the cache of its answers, and the user. */
export function PortalProviders({ outputs, session, children }: PortalProvidersProps): ReactNode {
  configureAmplify(outputs);
  const [queryClient] = useState(createQueryClient);
  return (
    <SessionProvider session={session}>
      <QueryClientProvider client={queryClient}>
        <LiveImports />
        {children}
        <Toaster />
      </QueryClientProvider>
    </SessionProvider>
  );
}
