/** What a preview says of a file, as the GraphQL schema has it. */
import type { Counts } from '../../counts';
import type { DatasetDefinitionInput } from '../../dataset/definition';
import type { Dialect } from '../../dataset/dialect';
import type { FieldType } from '../../dataset/field';
import type { InferenceNote } from '../../dataset/infer/infer-fields';
import type { FileFormat } from '../../engine/source/identify-file';
import type { LakeColumn } from '../../lake/columns';
import type { JsonValue } from '../../lake/query/json-values';
import type { RowProblem } from '../../problems';

export const PREVIEW_ROWS_MAX = 50;
export const PREVIEW_PROBLEMS_MAX = 100;
/** Longer texts are cut in a preview, and end with an ellipsis. */
const TEXT_CHARS_MAX = 1000;

export interface FilePreview {
  fileName: string;
  /** `unknown` for what cannot be imported at all. */
  format: FileFormat | 'unknown';
  compression: 'gzip' | null;
  encoding: string | null;
  dialect: Dialect | null;
  columns: PreviewColumn[];
  rows: PreviewRow[];
  matches: DatasetMatch[];
  definition: DatasetDefinitionInput | null;
  notes: InferenceNote[] | null;
  check: SampleCheck | null;
  error: PreviewError | null;
  cut: boolean;
}

export interface PreviewColumn {
  /** Of the header; `Column 1` in a file without one. */
  label: string;
  /** As it looks; null where that cannot be told. */
  type: FieldType | null;
  /** The field of the definition that it goes into. */
  field: string | null;
}

export interface PreviewRow {
  line: number;
  cells: string[];
}

export interface PreviewError {
  code: string;
  message: string;
}

export interface DatasetMatch {
  dataset: string;
  title: string;
  score: number;
  missing: string[];
  extra: string[];
  aliases: Record<string, string>;
}

export interface PreviewTable {
  columns: LakeColumn[];
  rows: JsonValue[][];
}

export interface SampleCheck {
  counts: Counts;
  problems: Record<string, number>;
  rejects: PreviewReject[];
  accepted: PreviewTable;
  anomalies: PreviewTable;
  views: (PreviewTable & { name: string })[];
}

export type PreviewReject = Omit<RowProblem, 'byte_offset'> & {
  byteOffset: number;
  cells: string[] | null;
};

/** A text as a preview shows it: a sample has cells of half a megabyte when somebody means harm. */
export function shorten(text: string): string {
  return text.length > TEXT_CHARS_MAX ? `${text.slice(0, TEXT_CHARS_MAX)}…` : text;
}

export function shortenValue(value: JsonValue): JsonValue {
  if (typeof value === 'string') return shorten(value);
  return Array.isArray(value) ? value.map(shortenValue) : value;
}
