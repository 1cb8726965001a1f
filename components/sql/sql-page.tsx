'use client';

import { Database } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import type { Dataset } from '@/components/api/datasets';
import { useMay } from '@/components/auth/session-context';
import { WithDataset } from '@/components/datasets/with-dataset';
import { SqlWorkbench } from '@/components/sql/sql-workbench';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Panel } from '@/components/ui/panel';
import { paths } from '@/lib/paths';

/** Questions to a dataset in SQL: they read, and never change anything. */
export function SqlPage({ name }: { name: string }): ReactNode {
  return (
    <WithDataset name={name}>
      {(dataset) =>
        dataset.lastImportAt ? <SqlWorkbench dataset={dataset} /> : <NothingToAsk dataset={dataset} />
      }
    </WithDataset>
  );
}

function NothingToAsk({ dataset }: { dataset: Dataset }): ReactNode {
  const mayImport = useMay('import');
  return (
    <Panel>
      <EmptyState
        icon={Database}
        title="There is nothing to ask yet"
        actions={
          mayImport ? (
            <Button asChild variant="primary">
              <Link href={paths.upload(dataset.name)}>Upload the first file</Link>
            </Button>
          ) : undefined
        }
      >
        Queries read the rows of imported files. As soon as there is one, they can be asked here.
      </EmptyState>
    </Panel>
  );
}
