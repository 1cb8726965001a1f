'use client';

import { SearchX, Upload } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import type { Dataset } from '@/components/api/datasets';
import { useMay } from '@/components/auth/session-context';
import type { BrowseState } from '@/components/browse/browse-state';
import type { ChangeBrowse } from '@/components/browse/use-browse-state';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { paths } from '@/lib/paths';

interface NoRowsProps {
  dataset: Dataset;
  state: BrowseState;
  onChange: ChangeBrowse;
}

/** Why there is no row to show, and the way to some. */
export function NoRows({ dataset, state, onChange }: NoRowsProps): ReactNode {
  const isSearched = state.search.trim() !== '';
  const isFiltered = state.filters.length > 0;
  if (isSearched || isFiltered) {
    const causes = [...(isSearched ? ['the search'] : []), ...(isFiltered ? ['the filters'] : [])];
    return (
      <EmptyState
        icon={SearchX}
        title={`No row fits ${causes.join(' and ')}`}
        actions={
          <>
            {isSearched ? <Button onClick={() => onChange({ search: '' })}>Clear the search</Button> : null}
            {isFiltered ? <Button onClick={() => onChange({ filters: [] })}>Clear the filters</Button> : null}
          </>
        }
      >
        {isSearched ? `No column of a row holds “${state.search.trim()}”, in any case.` : null}
      </EmptyState>
    );
  }
  if (state.offset > 0) {
    return (
      <EmptyState
        icon={SearchX}
        title="There are not so many rows"
        actions={<Button onClick={() => onChange({ offset: 0 })}>Back to the first page</Button>}
      />
    );
  }
  if (!dataset.lastImportAt) return <NothingImported dataset={dataset} />;
  return (
    <EmptyState icon={SearchX} title={state.zone === 'anomalies' ? 'No anomalies' : 'No rows'}>
      {state.zone === 'anomalies' ? 'No rule has marked a row for review.' : 'No row has been accepted yet.'}
    </EmptyState>
  );
}

function NothingImported({ dataset }: { dataset: Dataset }): ReactNode {
  const mayImport = useMay('import');
  return (
    <EmptyState
      icon={Upload}
      title="Nothing has been imported yet"
      actions={
        mayImport ? (
          <Button asChild variant="primary">
            <Link href={paths.upload(dataset.name)}>Upload the first file</Link>
          </Button>
        ) : null
      }
    >
      {mayImport
        ? 'Upload a file that fits the definition; its rows can be browsed here within seconds.'
        : 'As soon as an operator has imported a file, its rows can be browsed here.'}
    </EmptyState>
  );
}
