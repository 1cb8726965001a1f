'use client';

import { createContext, use, type ReactNode } from 'react';
import { may, type Act } from '@/lib/roles';
import type { Session } from '@/lib/session';

const SessionContext = createContext<Session | null>(null);

export function SessionProvider({ session, children }: { session: Session; children: ReactNode }): ReactNode {
  return <SessionContext value={session}>{children}</SessionContext>;
}

/** Who is signed in. The server has verified it for this page, and the API verifies it again for each call. */
export function useSession(): Session {
  const session = use(SessionContext);
  if (!session) throw new Error('useSession needs a SessionProvider above it.');
  return session;
}

/** Whether the signed-in user's role allows an act; what it does not allow is not offered. */
export function useMay(act: Act): boolean {
  return may(useSession(), act);
}
