'use client';

import { History, Pencil } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import type { Dataset } from '@/components/api/datasets';
import { useMay } from '@/components/auth/session-context';
import { ReplayDataset } from '@/components/datasets/replay-dataset';
import { Button } from '@/components/ui/button';
import { paths } from '@/lib/paths';

/** What can be done with a definition: everybody may see its past, admins change it. */
export function DefinitionActions({ dataset }: { dataset: Dataset }): ReactNode {
  const mayDefine = useMay('define');
  return (
    <>
      <Button asChild size="sm">
        <Link href={paths.definitionVersions(dataset.name)}>
          <History aria-hidden />
          Versions
        </Link>
      </Button>
      {mayDefine && dataset.lastImportAt ? <ReplayDataset dataset={dataset} /> : null}
      {mayDefine ? (
        <Button asChild size="sm" variant="primary">
          <Link href={paths.editDefinition(dataset.name)}>
            <Pencil aria-hidden />
            Edit
          </Link>
        </Button>
      ) : null}
    </>
  );
}
