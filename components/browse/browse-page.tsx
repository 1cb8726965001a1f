'use client';

import Link from 'next/link';
import { useMemo, useState, type ReactNode } from 'react';
import { lakeColumns, type Dataset } from '@/components/api/datasets';
import { useMay } from '@/components/auth/session-context';
import { browseLayout } from '@/components/browse/browse-layout';
import { BrowseToolbar } from '@/components/browse/browse-toolbar';
import { NoRows } from '@/components/browse/no-rows';
import { useBrowseFacets } from '@/components/browse/use-browse-facets';
import { useBrowseState } from '@/components/browse/use-browse-state';
import { valueActions } from '@/components/browse/value-actions';
import { WithDataset } from '@/components/datasets/with-dataset';
import { AddRow } from '@/components/edits/add-row';
import { DeleteRows } from '@/components/edits/delete-rows';
import { editRefusal } from '@/components/edits/editable-fields';
import { ChoiceBar } from '@/components/records/choice-bar';
import { RecordsView } from '@/components/records/records-view';
import { useRowChoice } from '@/components/records/use-row-choice';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { Panel } from '@/components/ui/panel';
import { serializeFilters } from '@/lib/lake/query/filters';
import { paths } from '@/lib/paths';

/** The rows of a dataset: filtered, sorted and paged by the server, all of it in the address. */
export function BrowsePage({ name }: { name: string }): ReactNode {
  return <WithDataset name={name}>{(dataset) => <Browse dataset={dataset} />}</WithDataset>;
}

function Browse({ dataset }: { dataset: Dataset }): ReactNode {
  const own = useMemo(() => lakeColumns(dataset), [dataset]);
  const { state, problem, change } = useBrowseState(own, paths.dataset(dataset.name));
  const mayImport = useMay('import');
  const scope = `${state.zone}${state.search}${serializeFilters(state.filters)}`;
  const choice = useRowChoice(scope, state.filters);
  const facets = useBrowseFacets(dataset, own, state, change);
  const [asked, setAsked] = useState<string | null>(null);

  return (
    <Panel flush>
      <BrowseToolbar
        dataset={dataset}
        own={own}
        state={state}
        onChange={change}
        facetsToggle={facets.toggle}
        asked={asked}
        onAsked={setAsked}
      />
      {problem ? <AddressProblem problem={problem} onForget={() => change({})} /> : null}
      <div className="flex">
        {facets.aside}
        <div className="min-w-0 flex-1">
          <RecordsView
            dataset={dataset}
            state={state}
            onChange={change}
            choice={state.zone === 'silver' && mayImport ? choice : null}
            layout={browseLayout(state, own, change, { onFilter: setAsked, onCount: facets.count })}
            valueActions={valueActions(change)}
            bar={(total) => {
              if (!mayImport) return null;
              return state.zone === 'silver' ? (
                <ChoiceBar
                  choice={choice}
                  total={total}
                  isSearched={state.search.trim() !== ''}
                  hint={<Hint dataset={dataset} />}
                >
                  <AddRow dataset={dataset} />
                  <DeleteRows
                    dataset={dataset.name}
                    choice={choice}
                    count={choice.isAll ? (total ?? 0) : choice.count}
                  />
                </ChoiceBar>
              ) : (
                <ReviewHint dataset={dataset.name} />
              );
            }}
            empty={<NoRows dataset={dataset} state={state} onChange={change} />}
          />
        </div>
      </div>
    </Panel>
  );
}

/** Says what of the address was not understood. */
function AddressProblem({ problem, onForget }: { problem: string; onForget: () => void }): ReactNode {
  return (
    <div className="border-b p-3">
      <Notice
        kind="warn"
        title="A part of the address was left out"
        action={<Button onClick={onForget}>Go on without it</Button>}
      >
        {problem}
      </Notice>
    </div>
  );
}

/** How the table is used, while no row is chosen. */
function Hint({ dataset }: { dataset: Dataset }): ReactNode {
  const editing = editRefusal(dataset.definition) === null ? 'Double-click a cell to change it. ' : '';
  return (
    // On a phone there are no keys, and no room to speak of them.
    <span className="max-sm:hidden">
      {editing}Enter opens a row, the space bar chooses it, F filters by a value; a right click shows more.
    </span>
  );
}

function ReviewHint({ dataset }: { dataset: string }): ReactNode {
  return (
    <p className="flex min-h-12 flex-wrap items-center gap-x-3 border-b bg-canvas px-4 py-2 text-sm text-muted">
      These rows wait for a decision.
      <Link href={paths.review(dataset)} className="font-medium text-accent hover:underline">
        Release or dismiss them
      </Link>
    </p>
  );
}
