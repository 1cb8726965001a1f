'use client';

import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'next/navigation';
import { useMemo, type ReactNode } from 'react';
import { datasetsQuery } from '@/components/api/queries';
import { HistoryFilterBar } from '@/components/imports/history-filter-bar';
import {
  historyQuery,
  importFilterOf,
  isFiltered,
  NO_FILTER,
  parseHistoryFilter,
  type HistoryFilter,
} from '@/components/imports/history-filter';
import { ImportList } from '@/components/imports/import-list';
import { PageHeader } from '@/components/ui/page-header';
import { Panel } from '@/components/ui/panel';
import { paths } from '@/lib/paths';

/** The history of all imports; its filter is in the address. */
export function ImportsPage(): ReactNode {
  const search = useSearchParams();
  const { data: datasets } = useQuery(datasetsQuery());
  const filter = useMemo(() => parseHistoryFilter(search), [search]);
  const apply = (next: HistoryFilter) =>
    window.history.replaceState(null, '', paths.imports(historyQuery(next)));
  const names = new Set(datasets?.map(({ name }) => name));
  if (filter.dataset) names.add(filter.dataset);
  return (
    <>
      <PageHeader
        title="Imports"
        description="Every change of the lake, newest first: who brought what, and what became of it."
      />
      <HistoryFilterBar filter={filter} datasets={[...names]} onChange={apply} />
      <Panel flush>
        <ImportList
          key={JSON.stringify(filter)}
          filter={importFilterOf(filter)}
          onClear={isFiltered(filter) ? () => apply(NO_FILTER) : null}
        />
      </Panel>
    </>
  );
}
