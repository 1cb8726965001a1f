import { redirect } from 'next/navigation';
import type { ReactNode } from 'react';
import { getIdentity } from '@/app/get-identity';
import { NoRole } from '@/components/auth/no-role';
import { PortalProviders } from '@/components/auth/portal-providers';
import { Shell } from '@/components/shell/shell';
import { readOutputs } from '@/lib/outputs';
import { paths } from '@/lib/paths';

/** The guard in proxy.ts has let the request pass; the layout asks again rather than trust its way. */
export default async function PortalLayout({ children }: { children: ReactNode }) {
  const outputs = readOutputs();
  const { session } = await getIdentity();
  if (!outputs || !session) redirect(paths.signIn());
  if (session.roles.length === 0) return <NoRole outputs={outputs} name={session.name} />;
  return (
    <PortalProviders outputs={outputs} session={session}>
      <Shell>{children}</Shell>
    </PortalProviders>
  );
}
