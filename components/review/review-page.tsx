'use client';

import { CircleCheck, SearchX } from 'lucide-react';
import { useSearchParams } from 'next/navigation';
import { useMemo, type ReactNode } from 'react';
import { lakeColumns, type Dataset } from '@/components/api/datasets';
import { useMay } from '@/components/auth/session-context';
import {
  parseBrowseState,
  serializeBrowseState,
  shownColumns,
  type BrowseState,
} from '@/components/browse/browse-state';
import { ColumnChooser } from '@/components/browse/column-chooser';
import { FilterBar } from '@/components/browse/filter-bar';
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

function Review({ dataset }: { dataset: Dataset }): ReactNode {
  const search = useSearchParams();
  const mayDecide = useMay('import');
  const own = useMemo(() => lakeColumns(dataset), [dataset]);
  const state = useMemo(() => reviewState(search, own), [search, own]);
  const filterable = useMemo(() => withLineage(own), [own]);
  const choice = useRowChoice(serializeFilters(state.filters).toString(), state.filters);
  const change = (next: Partial<BrowseState>) => {
    const asked = serializeBrowseState({ ...state, offset: 0, ...next, zone: 'silver' });
    window.history.pushState(null, '', paths.review(dataset.name) + asked);
  };
  return (
    <Panel flush>
      <div className="flex flex-wrap items-center gap-2 border-b px-4 py-2.5">
        <RuleFilter
          rules={dataset.definition.rules}
          filters={state.filters}
          onChange={(filters) => change({ filters })}
        />
        <FilterBar columns={filterable} filters={state.filters} onChange={(filters) => change({ filters })} />
        <div className="ml-auto">
          <ColumnChooser
            columns={own}
            shown={shownColumns(state, own)}
            onChange={(columns) => change({ columns, offset: state.offset })}
          />
        </div>
      </div>
      <RecordsView
        dataset={dataset}
        state={state}
        onChange={change}
        choice={mayDecide ? choice : null}
        bar={(total) =>
          mayDecide ? (
            <ChoiceBar
              choice={choice}
              total={total}
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

/** The address says the same as when browsing, without the zone, which is given here. */
function reviewState(search: URLSearchParams, own: ReturnType<typeof lakeColumns>): BrowseState {
  const asked = new URLSearchParams(search);
  asked.set('zone', 'anomalies');
  return parseBrowseState(asked, own).state;
}

function NothingToReview({
  state,
  onChange,
}: {
  state: BrowseState;
  onChange: (next: Partial<BrowseState>) => void;
}): ReactNode {
  if (state.filters.length > 0) {
    return (
      <EmptyState
        icon={SearchX}
        title="No flagged row fits the filters"
        actions={<Button onClick={() => onChange({ filters: [] })}>Clear the filters</Button>}
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
