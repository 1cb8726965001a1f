'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent, type ReactNode } from 'react';
import { lakeColumns, type Dataset } from '@/components/api/datasets';
import { putExport, requestExport } from '@/components/api/exports';
import { FailureNotice } from '@/components/api/failure-notice';
import { recordsQuery } from '@/components/api/queries';
import { recordsRequest, shownColumns, type BrowseState } from '@/components/browse/browse-state';
import { followExport } from '@/components/sharing/followed-exports';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { Field } from '@/components/ui/field';
import { Segmented } from '@/components/ui/segmented';
import { Select } from '@/components/ui/select';
import type { ExportFormat } from '@/lib/exports';
import { formatQuantity } from '@/lib/format';
import { LINEAGE_COLUMNS, type LakeColumn } from '@/lib/lake/columns';

const FORMATS: { value: ExportFormat; label: string; hint: string }[] = [
  {
    value: 'csv',
    label: 'CSV',
    hint: 'For spreadsheets and most programs. A missing value is an empty field, an empty text "".',
  },
  { value: 'ndjson', label: 'NDJSON', hint: 'One JSON object a line, as the REST API gives it.' },
  {
    value: 'parquet',
    label: 'Parquet',
    hint: 'Typed columns, compressed inside: smallest and fastest, for DuckDB, Spark or pandas.',
  },
];

type ColumnChoice = 'shown' | 'all' | 'lineage';

/** What is shown, as a file: of all pages. */
export function ExportForm({ dataset, state }: { dataset: Dataset; state: BrowseState }): ReactNode {
  const own = lakeColumns(dataset);
  const queryClient = useQueryClient();
  const [format, setFormat] = useState<ExportFormat>('csv');
  const [gzip, setGzip] = useState(false);
  const [choice, setChoice] = useState<ColumnChoice>('shown');
  const request = recordsRequest(dataset.name, state, own);
  // The page behind the dialogue asks the same question, so the answer is there already.
  const { data: page } = useQuery(recordsQuery(request));
  const starting = useMutation({
    mutationFn: requestExport,
    onSuccess: (asked) => {
      putExport(queryClient, asked);
      followExport(asked.id);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { zone, filters, search, sort } = request;
    const columns = columnsOf(choice, state, own);
    starting.mutate({ dataset: dataset.name, zone, filters, search, sort, columns, format, gzip });
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <p className="min-h-5.5">
        <span className="font-medium tabular-nums">
          {typeof page?.total === 'number' ? formatQuantity(page.total, 'row') : 'All rows'}
        </span>
        <span className="text-muted"> {whichWords(request)}</span>
      </p>
      <div className="flex flex-col items-start gap-1.5">
        <span aria-hidden className="text-sm font-medium">
          Format
        </span>
        <Segmented label="Format" value={format} options={FORMATS} onValueChange={setFormat} />
        <p className="min-h-10 text-sm text-faint sm:min-h-5">
          {FORMATS.find(({ value }) => value === format)?.hint}
        </p>
        <Checkbox
          label="Compress the file with gzip"
          checked={gzip && format !== 'parquet'}
          disabled={format === 'parquet'}
          onCheckedChange={setGzip}
        />
      </div>
      <Field label="Columns">
        {(control) => (
          <Select
            {...control}
            value={choice}
            options={columnOptions(state, own)}
            onValueChange={(value) => setChoice(value === 'all' || value === 'lineage' ? value : 'shown')}
          />
        )}
      </Field>
      {starting.isError ? <FailureNotice title="The export was not started" error={starting.error} /> : null}
      <div className="flex justify-end">
        <Button type="submit" variant="primary" pending={starting.isPending}>
          Export
        </Button>
      </div>
    </form>
  );
}

function columnOptions(state: BrowseState, own: readonly LakeColumn[]) {
  return [
    { value: 'shown', label: `Those shown, in their order (${shownColumns(state, own).length})` },
    { value: 'all', label: `All of the dataset (${own.length})` },
    {
      value: 'lineage',
      label: `All, and where each row comes from (${own.length + LINEAGE_COLUMNS.length})`,
    },
  ];
}

function columnsOf(choice: ColumnChoice, state: BrowseState, own: readonly LakeColumn[]): string[] {
  if (choice === 'shown') return shownColumns(state, own);
  return [...own, ...(choice === 'lineage' ? LINEAGE_COLUMNS : [])].map(({ name }) => name);
}

/** Which rows these are, in words. */
function whichWords({ zone, filters, search, sort }: ReturnType<typeof recordsRequest>): string {
  const narrowed = [...(filters.length > 0 ? ['filters'] : []), ...(search === null ? [] : ['search'])];
  const left = narrowed.length > 0 ? `that the ${narrowed.join(' and the ')} leave` : 'as they are now';
  return `${zone === 'anomalies' ? 'waiting for review, ' : ''}${left}${sort === null ? '' : ', in the order shown'}.`;
}
