'use client';

import { CircleCheck, SearchX } from 'lucide-react';
import { useMemo, useState, type ReactNode } from 'react';
import { lakeColumns, type Dataset } from '@/components/api/datasets';
import { useMay } from '@/components/auth/session-context';
import { browseLayout } from '@/components/browse/browse-layout';
import { shownColumns, type BrowseState } from '@/components/browse/browse-state';
import { areColumnsUsual, toggleColumn, USUAL_COLUMNS } from '@/components/browse/change-columns';
import { ColumnChooser } from '@/components/browse/column-chooser';
import { facetScope } from '@/components/browse/facet-scope';
import { AddFilter, FilterChips } from '@/components/browse/filter-bar';
import { SearchBox } from '@/components/browse/search-box';
import { useBrowseState, type ChangeBrowse } from '@/components/browse/use-browse-state';
import { valueActions } from '@/components/browse/value-actions';
import { WithDataset } from '@/components/datasets/with-dataset';
import { ChoiceBar } from '@/components/records/choice-bar';
import { RecordsView } from '@/components/records/records-view';
import { useRowChoice } from '@/components/records/use-row-choice';
import { DecideRows } from '@/components/review/decide-rows';
import { RuleFilter } from '@/components/review/rule-filter';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Panel } from '@/components/ui/panel';
import { withLineage } from '@/lib/lake/columns';
import { serializeFilters } from '@/lib/lake/query/filters';
import { paths } from '@/lib/paths';

/** The flagged rows of a dataset, to be released or dismissed, one or many at a time. */
export function ReviewPage({ name }: { name: string }): ReactNode {
  return <WithDataset name={name}>{(dataset) => <Review dataset={dataset} />}</WithDataset>;
}

const ANOMALIES = { zone: 'anomalies' } as const;

function Review({ dataset }: { dataset: Dataset }): ReactNode {
  const mayDecide = useMay('import');
  const own = useMemo(() => lakeColumns(dataset), [dataset]);
  const { state, change } = useBrowseState(own, paths.review(dataset.name), ANOMALIES);
  const [asked, setAsked] = useState<string | null>(null);
  const scope = facetScope(dataset.name, state);
  const filterable = useMemo(() => withLineage(own), [own]);
  const choice = useRowChoice(`${state.search}${serializeFilters(state.filters)}`, state.filters);
  return (
    <Panel flush>
      <div className="flex flex-wrap items-center gap-2 border-b px-4 py-2.5">
        <RuleFilter
          rules={dataset.definition.rules}
          filters={state.filters}
          onChange={(filters) => change({ filters })}
        />
        <SearchBox
          value={state.search}
          onSearch={(search, isFirst) => change({ search }, isFirst ? 'push' : 'replace')}
        />
        <AddFilter
          columns={filterable}
          scope={scope}
          asked={asked}
          onAsked={setAsked}
          onAdd={(added) => change(({ filters }) => ({ filters: [...filters, ...added] }))}
        />
        <FilterChips
          columns={filterable}
          filters={state.filters}
          scope={scope}
          onChange={(filters) => change({ filters })}
        />
        <div className="ml-auto">
          <ColumnChooser
            columns={own}
            shown={shownColumns(state, own)}
            onToggle={(name, isShown) =>
              change((latest) => toggleColumn(latest, own, name, isShown), 'replace')
            }
            onReset={areColumnsUsual(state) ? undefined : () => change(USUAL_COLUMNS)}
          />
        </div>
      </div>
      <RecordsView
        dataset={dataset}
        state={state}
        onChange={change}
        choice={mayDecide ? choice : null}
        layout={browseLayout(state, own, change, { onFilter: setAsked })}
        valueActions={valueActions(change)}
        bar={(total) =>
          mayDecide ? (
            <ChoiceBar
              choice={choice}
              total={total}
              isSearched={state.search.trim() !== ''}
              hint="Arrow keys move, the space bar chooses, R releases, D dismisses."
            >
              <DecideRows
                dataset={dataset.name}
                choice={choice}
                count={choice.isAll ? (total ?? 0) : choice.count}
              />
            </ChoiceBar>
          ) : null
        }
        empty={<NothingToReview state={state} onChange={change} />}
      />
    </Panel>
  );
}

function NothingToReview({ state, onChange }: { state: BrowseState; onChange: ChangeBrowse }): ReactNode {
  if (state.filters.length > 0 || state.search.trim() !== '') {
    return (
      <EmptyState
        icon={SearchX}
        title="No flagged row fits the filters"
        actions={<Button onClick={() => onChange({ filters: [], search: '' })}>Clear the filters</Button>}
      >
        They may have been decided on already.
      </EmptyState>
    );
  }
  if (state.offset > 0) {
    return (
      <EmptyState
        icon={SearchX}
        title="There are not so many rows any more"
        actions={<Button onClick={() => onChange({ offset: 0 })}>Back to the first page</Button>}
      />
    );
  }
  return (
    <EmptyState icon={CircleCheck} title="Nothing waits for review">
      Rows that a rule flags appear here; released ones count among the accepted, dismissed ones are put away.
    </EmptyState>
  );
}
