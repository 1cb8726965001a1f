'use client';

import { SearchX, Upload } from 'lucide-react';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { useMemo, type ReactNode } from 'react';
import { lakeColumns, type Dataset } from '@/components/api/datasets';
import type { BrowsedZone } from '@/components/api/records';
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
import { ZoneMark } from '@/components/lake/zone-mark';
import { AddRow } from '@/components/edits/add-row';
import { ChoiceBar } from '@/components/records/choice-bar';
import { DeleteRows } from '@/components/edits/delete-rows';
import { editRefusal } from '@/components/edits/editable-fields';
import { RecordsView } from '@/components/records/records-view';
import { useRowChoice } from '@/components/records/use-row-choice';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Notice } from '@/components/ui/notice';
import { Panel } from '@/components/ui/panel';
import { Segmented } from '@/components/ui/segmented';
import { withLineage } from '@/lib/lake/columns';
import { serializeFilters } from '@/lib/lake/query/filters';
import { paths } from '@/lib/paths';

/** The rows of a dataset: filtered, sorted and paged by the server, all of it in the address. */
export function BrowsePage({ name }: { name: string }): ReactNode {
  return <WithDataset name={name}>{(dataset) => <Browse dataset={dataset} />}</WithDataset>;
}

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

function Browse({ dataset }: { dataset: Dataset }): ReactNode {
  const search = useSearchParams();
  const own = useMemo(() => lakeColumns(dataset), [dataset]);
  const { state, problem } = useMemo(() => parseBrowseState(search, own), [search, own]);
  const shown = shownColumns(state, own);
  const mayImport = useMay('import');
  const choice = useRowChoice(`${state.zone}${serializeFilters(state.filters)}`, state.filters);
  const filterable = useMemo(() => withLineage(own), [own]);

  // The history of the browser is the history of the questions; the server need not be asked for the page again.
  const change = (next: Partial<BrowseState>) => {
    const url = paths.dataset(dataset.name) + serializeBrowseState({ ...state, offset: 0, ...next });
    window.history.pushState(null, '', url);
  };

  return (
    <Panel flush>
      <div className="flex flex-wrap items-center gap-2 border-b px-4 py-2.5">
        <Segmented
          label="Zone"
          value={state.zone}
          options={ZONE_OPTIONS}
          onValueChange={(zone) => change({ zone, columns: null })}
        />
        <FilterBar columns={filterable} filters={state.filters} onChange={(filters) => change({ filters })} />
        <div className="ml-auto">
          <ColumnChooser
            columns={own}
            shown={shown}
            onChange={(columns) => change({ columns, offset: state.offset })}
          />
        </div>
      </div>
      {problem ? (
        <div className="border-b p-3">
          <Notice
            kind="warn"
            title="A part of the address was left out"
            action={<Button onClick={() => change({})}>Go on without it</Button>}
          >
            {problem}
          </Notice>
        </div>
      ) : null}
      <RecordsView
        dataset={dataset}
        state={state}
        onChange={change}
        choice={state.zone === 'silver' && mayImport ? choice : null}
        bar={(total) => {
          if (!mayImport) return null;
          return state.zone === 'silver' ? (
            <ChoiceBar choice={choice} total={total} hint={<Hint dataset={dataset} />}>
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
    </Panel>
  );
}

/** How the table is used, while no row is chosen. */
function Hint({ dataset }: { dataset: Dataset }): ReactNode {
  return editRefusal(dataset.definition) === null
    ? 'Double-click a cell to change it. Enter opens a row, the space bar chooses it.'
    : 'Enter opens a row, the space bar chooses it.';
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

interface NoRowsProps {
  dataset: Dataset;
  state: BrowseState;
  onChange: (next: Partial<BrowseState>) => void;
}

function NoRows({ dataset, state, onChange }: NoRowsProps): ReactNode {
  if (state.filters.length > 0) {
    return (
      <EmptyState
        icon={SearchX}
        title="No row fits the filters"
        actions={<Button onClick={() => onChange({ filters: [] })}>Clear the filters</Button>}
      />
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
