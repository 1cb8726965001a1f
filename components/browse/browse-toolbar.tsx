'use client';

import { useMemo, type ReactNode } from 'react';
import type { Dataset } from '@/components/api/datasets';
import type { BrowsedZone } from '@/components/api/records';
import { shownColumns, type BrowseState } from '@/components/browse/browse-state';
import { areColumnsUsual, toggleColumn, USUAL_COLUMNS } from '@/components/browse/change-columns';
import { ColumnChooser } from '@/components/browse/column-chooser';
import { facetScope } from '@/components/browse/facet-scope';
import { AddFilter, FilterChips } from '@/components/browse/filter-bar';
import { SearchBox } from '@/components/browse/search-box';
import { SortChip } from '@/components/browse/sort-chip';
import type { ChangeBrowse } from '@/components/browse/use-browse-state';
import { ZoneMark } from '@/components/lake/zone-mark';
import { BrowseActions } from '@/components/sharing/browse-actions';
import { Segmented } from '@/components/ui/segmented';
import { withLineage, type LakeColumn } from '@/lib/lake/columns';

const ZONE_OPTIONS: { value: BrowsedZone; label: ReactNode }[] = [
  {
    value: 'silver',
    label: (
      <>
        <ZoneMark zone="silver" /> Rows
      </>
    ),
  },
  {
    value: 'anomalies',
    label: (
      <>
        <ZoneMark zone="anomalies" /> Anomalies
      </>
    ),
  },
];

interface BrowseToolbarProps {
  dataset: Dataset;
  own: readonly LakeColumn[];
  state: BrowseState;
  onChange: ChangeBrowse;
  facetsToggle: ReactNode;
  /** The column whose filter is asked for; null while none is. */
  asked: string | null;
  onAsked: (column: string | null) => void;
}

/** What is asked for, above the answer: zone, search, filters, order, and which columns are shown. */
export function BrowseToolbar(props: BrowseToolbarProps): ReactNode {
  const { dataset, own, state, onChange, facetsToggle, asked, onAsked } = props;
  const filterable = useMemo(() => withLineage(own), [own]);
  const scope = facetScope(dataset.name, state);
  const hasChips = state.filters.length > 0 || state.sort.length > 1;
  return (
    <>
      <div className="flex flex-wrap items-center gap-2 border-b px-4 py-2.5">
        <Segmented
          label="Zone"
          value={state.zone}
          options={ZONE_OPTIONS}
          onValueChange={(zone) => onChange({ zone, columns: null })}
        />
        <SearchBox
          value={state.search}
          onSearch={(search, isFirst) => onChange({ search }, isFirst ? 'push' : 'replace')}
        />
        <AddFilter
          columns={filterable}
          scope={scope}
          asked={asked}
          onAsked={onAsked}
          onAdd={(added) => onChange(({ filters }) => ({ filters: [...filters, ...added] }))}
        />
        {facetsToggle}
        <div className="ml-auto flex flex-wrap items-center gap-2">
          <BrowseActions dataset={dataset} state={state} />
          <ColumnChooser
            columns={own}
            shown={shownColumns(state, own)}
            onToggle={(name, isShown) =>
              onChange((latest) => toggleColumn(latest, own, name, isShown), 'replace')
            }
            onReset={areColumnsUsual(state) ? undefined : () => onChange(USUAL_COLUMNS)}
          />
        </div>
      </div>
      {hasChips ? (
        <div className="flex flex-wrap items-center gap-2 border-b px-4 py-2">
          <FilterChips
            columns={filterable}
            filters={state.filters}
            scope={scope}
            onChange={(filters) => onChange({ filters })}
          />
          <SortChip sort={state.sort} onChange={(sort) => onChange({ sort })} />
        </div>
      ) : null}
    </>
  );
}
