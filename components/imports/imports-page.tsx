'use client';

import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import type { ReactNode } from 'react';
import type { ImportFilter } from '@/components/api/imports';
import { datasetsQuery } from '@/components/api/queries';
import { KIND_WORDS } from '@/components/import-actions/import-words';
import { ImportList } from '@/components/imports/import-list';
import { STATE_WORDS } from '@/components/imports/state-badge';
import { PageHeader } from '@/components/ui/page-header';
import { Panel } from '@/components/ui/panel';
import { Select } from '@/components/ui/select';
import { IMPORT_KINDS, IMPORT_STATES } from '@/lib/lake/import-states';
import { paths } from '@/lib/paths';

const ALL = '';

/** The history of all imports, filtered by dataset, state and kind; the filters are in the address. */
export function ImportsPage({ filter }: { filter: ImportFilter }): ReactNode {
  const router = useRouter();
  const { data: datasets } = useQuery(datasetsQuery());
  const apply = (change: { dataset?: string; state?: string; kind?: string }) =>
    router.replace(paths.imports({ ...filter, ...change }), { scroll: false });
  const names = new Set(datasets?.map(({ name }) => name));
  if (filter.dataset) names.add(filter.dataset);
  return (
    <>
      <PageHeader
        title="Imports"
        description="Every change of the lake, newest first: who brought what, and what became of it."
      />
      <div className="flex flex-wrap gap-2">
        <Select
          aria-label="Dataset"
          value={filter.dataset ?? ALL}
          options={[
            { value: ALL, label: 'All datasets' },
            ...[...names].map((name) => ({ value: name, label: name })),
          ]}
          onValueChange={(dataset) => apply({ dataset })}
        />
        <Select
          aria-label="State"
          value={filter.state ?? ALL}
          options={[
            { value: ALL, label: 'All states' },
            ...IMPORT_STATES.map((state) => ({ value: state, label: STATE_WORDS[state] })),
          ]}
          onValueChange={(state) => apply({ state })}
        />
        <Select
          aria-label="Kind"
          value={filter.kind ?? ALL}
          options={[
            { value: ALL, label: 'All kinds' },
            ...IMPORT_KINDS.map((kind) => ({ value: kind, label: KIND_WORDS[kind] })),
          ]}
          onValueChange={(kind) => apply({ kind })}
        />
      </div>
      <Panel flush>
        <ImportList key={`${filter.dataset}/${filter.state}/${filter.kind}`} filter={filter} />
      </Panel>
    </>
  );
}
