/**
 * The columns of a dataset as the lake sees them: the definition's fields, path and derived columns, and the
 * lineage that every stored row carries. Pure, so that the browser can use it too.
 */
import { fieldTypeSchema } from '../dataset/field';

/** `list` is only for `_flags`: the names of the rules that marked the row. */
export const COLUMN_TYPES = [...fieldTypeSchema.options, 'list'] as const;

export type ColumnType = (typeof COLUMN_TYPES)[number];

export interface LakeColumn {
  name: string;
  type: ColumnType;
  unit?: string | undefined;
  title?: string | undefined;
}

/** Where a row came from: the import, its file, the physical line there, and the rules that marked it. */
export const LINEAGE_COLUMNS = [
  { name: '_import', type: 'string' },
  { name: '_file', type: 'string' },
  { name: '_line', type: 'integer' },
  { name: '_flags', type: 'list' },
] as const satisfies readonly LakeColumn[];

/** The dataset's own columns and the lineage: all that a query may name. */
export function withLineage(columns: readonly LakeColumn[]): LakeColumn[] {
  return [...columns, ...LINEAGE_COLUMNS];
}
