'use client';

import { Lock } from 'lucide-react';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { useMay } from '@/components/auth/session-context';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { Panel } from '@/components/ui/panel';
import { TabLinks } from '@/components/ui/tab-links';
import { paths } from '@/lib/paths';

const TABS = [
  { id: paths.people(), label: 'Users', href: paths.people() },
  { id: paths.apiKeys, label: 'API keys', href: paths.apiKeys },
  { id: paths.audit(), label: 'Audit trail', href: paths.audit() },
];

/** What the pages about people and programs have in common. Who may not manage them is told so, and sees none. */
export function PeopleFrame({ children }: { children: ReactNode }): ReactNode {
  const pathname = usePathname();
  const mayManage = useMay('manage');
  return (
    <>
      <PageHeader title="People" description="Who works here, which programs may, and what they did." />
      {mayManage ? (
        <>
          <TabLinks label="People" current={pathname} tabs={TABS} />
          {children}
        </>
      ) : (
        <Panel>
          <EmptyState icon={Lock} title="This is for admins">
            Your role does not allow to manage people. What you may do yourself stands under your account.
          </EmptyState>
        </Panel>
      )}
    </>
  );
}
