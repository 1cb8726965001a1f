'use client';

import type { ReactNode } from 'react';
import type { RowPlace } from '@/components/api/change-rows';
import type { Dataset } from '@/components/api/datasets';
import type { BrowseState } from '@/components/browse/browse-state';
import type { ChangeBrowse } from '@/components/browse/use-browse-state';
import { RecordDialog } from '@/components/records/record-dialog';
import { placeKey } from '@/components/records/row-place';

interface OpenRecordProps {
  dataset: Dataset;
  state: BrowseState;
  onChange: ChangeBrowse;
  onClose: () => void;
  /** Where the rows of the page came from, in their order. */
  places: readonly (RowPlace | null)[];
  mayEdit: boolean;
}

/** The row that the address names, and the way to its neighbours on the page. */
export function OpenRecord(props: OpenRecordProps): ReactNode {
  const { dataset, state, onChange, onClose, places, mayEdit } = props;
  const { row, zone } = state;
  const key = row ? placeKey(row) : null;
  const index = places.findIndex((place) => place !== null && placeKey(place) === key);
  const step = (by: number): (() => void) | null => {
    const place = index < 0 ? null : places[index + by];
    return place ? () => onChange({ row: place }, 'replace') : null;
  };
  return (
    <RecordDialog
      dataset={dataset}
      zone={zone}
      place={row}
      mayEdit={mayEdit}
      onClose={onClose}
      onPrevious={step(-1)}
      onNext={step(1)}
      position={index < 0 ? null : state.offset + index + 1}
    />
  );
}
