'use client';

import { useQuery } from '@tanstack/react-query';
import { SearchX, Upload } from 'lucide-react';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { useMemo, type ReactNode } from 'react';
import { lakeColumns, type Dataset } from '@/components/api/datasets';
import { FailureNotice } from '@/components/api/failure-notice';
import { recordsQuery } from '@/components/api/queries';
import type { BrowsedZone } from '@/components/api/records';
import { useMay } from '@/components/auth/session-context';
import {
  PAGE_SIZES,
  parseBrowseState,
  recordsRequest,
  serializeBrowseState,
  shownColumns,
  type BrowseState,
} from '@/components/browse/browse-state';
import { ColumnChooser } from '@/components/browse/column-chooser';
import { FilterBar } from '@/components/browse/filter-bar';
import { RecordTable } from '@/components/browse/record-table';
import { WithDataset } from '@/components/datasets/with-dataset';
import { ZoneMark } from '@/components/lake/zone-mark';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Notice } from '@/components/ui/notice';
import { Pager } from '@/components/ui/pager';
import { Panel } from '@/components/ui/panel';
import { Segmented } from '@/components/ui/segmented';
import { Skeleton } from '@/components/ui/skeleton';
import { formatDuration } from '@/lib/format';
import { withLineage } from '@/lib/lake/columns';
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
      <Records dataset={dataset} state={state} onChange={change} />
    </Panel>
  );
}

interface RecordsProps {
  dataset: Dataset;
  state: BrowseState;
  onChange: (next: Partial<BrowseState>) => void;
}

function Records({ dataset, state, onChange }: RecordsProps): ReactNode {
  const own = useMemo(() => lakeColumns(dataset), [dataset]);
  const query = useQuery(recordsQuery(recordsRequest(dataset.name, state, own)));
  const page = query.data;
  const columns = useMemo(() => {
    const known = withLineage(own);
    return page?.columns.flatMap(({ name }) => known.find((column) => column.name === name) ?? []) ?? [];
  }, [own, page]);
  if (query.isError) {
    return (
      <div className="min-h-96 p-4">
        <FailureNotice
          title="The rows could not be loaded"
          error={query.error}
          onRetry={() => void query.refetch()}
        />
      </div>
    );
  }
  if (!page) return <Skeleton className="m-4 h-[calc(100dvh-21rem)] min-h-80" />;
  const total = page.total ?? null;
  const isEmpty = page.rows.length === 0 && !query.isPlaceholderData;
  return (
    <>
      {isEmpty ? (
        <NoRows dataset={dataset} state={state} onChange={onChange} />
      ) : (
        <RecordTable
          label={`${state.zone === 'silver' ? 'Rows' : 'Anomalies'} of ${dataset.title}`}
          columns={columns}
          rows={page.rows}
          total={total}
          offset={state.offset}
          sort={state.sort}
          onSortChange={(sort) => onChange({ sort })}
          isStale={query.isPlaceholderData}
        />
      )}
      <div className="flex flex-wrap items-center border-t">
        <div className="min-w-0 flex-1">
          <Pager
            page={Math.floor(state.offset / state.limit) + 1}
            pageSize={state.limit}
            total={total}
            shown={page.rows.length}
            things="rows"
            pageSizes={PAGE_SIZES}
            onPageChange={(next) => onChange({ offset: (next - 1) * state.limit })}
            onPageSizeChange={(limit) => onChange({ limit })}
          />
        </div>
        <span className="hidden pr-4 text-xs text-faint tabular-nums md:block">
          answered in {formatDuration(page.seconds)}
        </span>
      </div>
    </>
  );
}

function NoRows({ dataset, state, onChange }: RecordsProps): ReactNode {
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
