'use client';

import type { ReactNode } from 'react';
import type { Dataset } from '@/components/api/datasets';
import type { BrowseState } from '@/components/browse/browse-state';
import { ExportButton } from '@/components/sharing/export-button';
import { ViewsButton } from '@/components/sharing/views-button';

/** What can be done with what is shown: keep it under a title, and take all of it away as a file. */
export function BrowseActions({ dataset, state }: { dataset: Dataset; state: BrowseState }): ReactNode {
  return (
    <>
      <ViewsButton dataset={dataset} state={state} />
      <ExportButton dataset={dataset} state={state} />
    </>
  );
}
