'use client';

import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { RowPlace } from '@/components/api/change-rows';
import { lakeColumns, type Dataset } from '@/components/api/datasets';
import { FailureNotice } from '@/components/api/failure-notice';
import { recordsQuery } from '@/components/api/queries';
import type { BrowsedZone, RecordPage } from '@/components/api/records';
import { ImportLink } from '@/components/imports/import-link';
import { RecordForm } from '@/components/edits/record-form';
import { FullValue } from '@/components/records/full-value';
import { RecordSteps } from '@/components/records/record-steps';
import { RecordHistory } from '@/components/records/record-history';
import { placeKey } from '@/components/records/row-place';
import { Dialog } from '@/components/ui/dialog';
import { Notice } from '@/components/ui/notice';
import { Skeleton } from '@/components/ui/skeleton';
import { formatCount } from '@/lib/format';
import { withLineage, type LakeColumn } from '@/lib/lake/columns';

/** A row with all of its columns. */
export interface WholeRecord {
  place: RowPlace;
  columns: readonly LakeColumn[];
  values: readonly unknown[];
}

interface RecordDialogProps {
  dataset: Dataset;
  zone: BrowsedZone;
  /** The row that is shown; null while none is. */
  place: RowPlace | null;
  mayEdit: boolean;
  onClose: () => void;
  /** The neighbours in the list; null where there is none. */
  onPrevious: (() => void) | null;
  onNext: (() => void) | null;
  /** Its number in the list, from 1; null when it is not in sight there. */
  position: number | null;
}

/** One row in full: its values, where they came from, and what imports have said of it before. */
export function RecordDialog(props: RecordDialogProps): ReactNode {
  const { dataset, zone, place, mayEdit, onClose } = props;
  return (
    <Dialog
      open={place !== null}
      onOpenChange={(open) => (open ? undefined : onClose())}
      title="A row and its history"
      description={place ? <Origin place={place} /> : null}
      wide
    >
      {place ? (
        <>
          <RecordSteps {...props} />
          <div key={placeKey(place)} className="flex flex-col gap-6">
            <Whole dataset={dataset} zone={zone} place={place} mayEdit={mayEdit} onClose={onClose} />
            <RecordHistory dataset={dataset.name} zone={zone} place={place} />
          </div>
        </>
      ) : null}
    </Dialog>
  );
}

function Origin({ place }: { place: RowPlace }): ReactNode {
  return (
    <>
      Line {formatCount(place.line)} of <span className="break-all">{place.file}</span>, brought by{' '}
      <ImportLink id={place.import} />.
    </>
  );
}

function Whole({
  dataset,
  zone,
  place,
  mayEdit,
  onClose,
}: Pick<RecordDialogProps, 'dataset' | 'zone' | 'mayEdit' | 'onClose'> & { place: RowPlace }): ReactNode {
  const own = lakeColumns(dataset);
  const query = useQuery({
    ...recordsQuery({
      dataset: dataset.name,
      zone,
      filters: [
        { column: '_import', op: 'eq', value: place.import },
        { column: '_file', op: 'eq', value: place.file },
        { column: '_line', op: 'eq', value: String(place.line) },
      ],
      search: null,
      sort: null,
      offset: 0,
      limit: 1,
      columns: [...own.map(({ name }) => name), '_flags'],
    }),
    placeholderData: undefined,
  });
  if (query.isError) return <FailureNotice title="The row could not be loaded" error={query.error} />;
  if (!query.data) return <Skeleton className="h-40 w-full" />;
  const record = wholeRecord(query.data, place, own);
  if (!record)
    return <Notice kind="info" title="This row no longer counts: a later import has changed it." />;
  return (
    <>
      <Values record={record} />
      {mayEdit && zone === 'silver' ? (
        <RecordForm dataset={dataset} record={record} onSaved={onClose} />
      ) : null}
    </>
  );
}

function wholeRecord(page: RecordPage, place: RowPlace, own: readonly LakeColumn[]): WholeRecord | null {
  const [values] = page.rows;
  if (!values) return null;
  const known = withLineage(own);
  const columns = page.columns.map(
    ({ name, type }) => known.find((column) => column.name === name) ?? { name, type },
  );
  return { place, columns, values };
}

function Values({ record: { columns, values } }: { record: WholeRecord }): ReactNode {
  return (
    <dl className="grid grid-cols-[minmax(6rem,auto)_minmax(0,1fr)] gap-x-6 gap-y-1.5 text-sm">
      {columns.map((column, index) => (
        <div key={column.name} className="contents">
          <dt className="text-muted" title={column.title}>
            {column.name}
            {column.unit ? <span className="text-faint"> {column.unit}</span> : null}
          </dt>
          <dd className="break-words">
            <FullValue value={values[index]} column={column} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
