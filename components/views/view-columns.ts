import type { RecordPage } from '@/components/api/records';
import type { ChartTable } from '@/components/charts/model/chart-table';
import { measureUnit } from '@/components/views/measure-unit';
import type { View } from '@/lib/dataset/definition';
import type { LakeColumn } from '@/lib/lake/columns';

/** The columns of a view's result with their units, as far as the definition tells them. */
export function resultColumns(
  page: RecordPage,
  view: View,
  columns: readonly LakeColumn[],
): readonly LakeColumn[] {
  return page.columns.map(({ name, type, unit }): LakeColumn => {
    const group = view.groupBy.find((other) => other.name === name);
    const expression = view.measures[name];
    if (group) {
      // A whole number that rows are grouped by is a name (a year, a number of a device) and has no thousands.
      const known = group.as === undefined ? columns.find((column) => column.name === name) : undefined;
      return { name, type: type === 'integer' ? 'year' : type, unit: unit ?? known?.unit };
    }
    const derived = expression === undefined ? undefined : measureUnit(expression, columns);
    return { name, type, unit: unit ?? derived };
  });
}

export function viewTable(page: RecordPage, view: View, columns: readonly LakeColumn[]): ChartTable {
  return {
    columns: resultColumns(page, view, columns),
    rows: page.rows,
    groups: view.groupBy.map(({ name }) => name),
    measures: Object.keys(view.measures).filter((name) =>
      page.columns.some((column) => column.name === name && ['integer', 'number'].includes(column.type)),
    ),
  };
}
