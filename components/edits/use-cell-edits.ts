import { useState } from 'react';
import { saveRecords, type RowPlace } from '@/components/api/change-rows';
import type { TableEdit } from '@/components/record-table/table-choice';
import { useImportTask } from '@/components/import-actions/use-import-task';
import { editableColumns } from '@/components/edits/editable-fields';
import { placeKey } from '@/components/records/row-place';
import { saveTask } from '@/components/edits/save-task';
import type { DatasetDefinition } from '@/lib/dataset/definition';

/** Cells changed in place: each is an import, and the cell says that it is on its way until that has ended. */
export function useCellEdits(
  dataset: { name: string; definition: DatasetDefinition },
  places: readonly (RowPlace | null)[],
): TableEdit {
  const [pending, setPending] = useState<ReadonlyMap<string, string>>(new Map());
  const run = useImportTask();
  const editable = editableColumns(dataset.definition);
  const keyOf = (index: number, column: string): string | null => {
    const place = places[index];
    return place ? `${placeKey(place)}/${column}` : null;
  };
  const save = async (index: number, column: string, text: string) => {
    const row = places[index];
    const key = keyOf(index, column);
    if (!row || key === null) return;
    setPending((known) => new Map([...known, [key, text]]));
    const values = { [column]: text === '' ? null : text };
    await run(saveTask(() => saveRecords(dataset.name, [{ row, values }]), `Saving ${column}`));
    setPending((known) => new Map([...known].filter(([other]) => other !== key)));
  };
  return {
    isEditable: (column) => editable.has(column),
    pending: (index, column) => {
      const key = keyOf(index, column);
      return key === null ? undefined : pending.get(key);
    },
    onSave: (index, column, text) => void save(index, column, text),
  };
}
