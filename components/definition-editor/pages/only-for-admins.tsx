'use client';

import type { ReactNode } from 'react';
import { useMay } from '@/components/auth/session-context';
import { Notice } from '@/components/ui/notice';

/** What only admins may do; the others are told so. */
export function OnlyForAdmins({ children }: { children: ReactNode }): ReactNode {
  const mayDefine = useMay('define');
  if (mayDefine) return children;
  return (
    <Notice kind="info" title="Your role does not allow this">
      Only admins add datasets and change their definitions. Ask one of them.
    </Notice>
  );
}
