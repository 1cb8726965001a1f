'use client';

import Link from 'next/link';
import type { ReactNode } from 'react';
import { AuditFilters } from '@/components/audit/audit-filters';
import { AuditList } from '@/components/audit/audit-list';
import { auditFilter, useAuditState } from '@/components/audit/audit-state';
import { Panel } from '@/components/ui/panel';
import { paths } from '@/lib/paths';

/** What people and programs did besides imports. */
export function AuditPage(): ReactNode {
  const [state, apply] = useAuditState();
  const isFiltered = Object.values(state).some((value) => value !== '');
  return (
    <>
      <p className="max-w-3xl text-muted">
        Who managed people and keys, saved definitions, shared views and exported rows. What changed rows
        stands in the{' '}
        <Link href={paths.imports()} className="text-accent underline hover:text-accent-strong">
          import history
        </Link>
        . Nothing here can be changed or deleted.
      </p>
      <AuditFilters state={state} apply={apply} />
      <Panel flush>
        <AuditList
          filter={auditFilter(state)}
          onReset={isFiltered ? () => apply({ actor: '', kind: '', from: '', to: '' }) : null}
        />
      </Panel>
    </>
  );
}
