/** Fields of a definition, guessed from the rows of a sample. */
import { fieldNames } from './column/field-names';
import type { NamedField } from './column/field-names';
import { findKeys } from './column/find-keys';
import type { KeyCandidate } from './column/find-keys';
import { isDayFirst } from './column/guess-moment';
import { inferColumn } from './column/infer-column';
import type { InferredColumn } from './column/infer-column';
import type { FieldInput, FileHabits } from './column/type-guess';

export interface InferenceNote {
  /** A field's name, or the part of the definition that is spoken of. */
  place: string;
  /** From 0 to 1: how sure it is that the guess is right. */
  confidence: number;
  sentence: string;
}

export interface InferredFields {
  fields: FieldInput[];
  /** Of all fields that have none of their own. */
  missingValues: string[];
  /** Empty unless a key is likely by its name and its values. */
  primaryKey: string[];
  /** From 0 to 1. */
  confidence: number;
  notes: InferenceNote[];
}

/** From so many rows on, a column without a missing value is taken to be required. */
const REQUIRED_FROM = 30;
/** How sure a key must be to be put into the definition. */
const KEY_CONFIDENCE_MIN = 0.75;

/**
 * @param rows cells as text, each row as long as `names`; an empty text is a missing value.
 * @param names the header's labels, or empty texts where there is no header; they also hint at types.
 * @param options.delimiter of the file: where it is a semicolon, a comma is rather a decimal one.
 * @param options.hasHeader whether files name their columns so, which then become aliases where names differ.
 */
export function inferFields(
  rows: readonly (readonly string[])[],
  names: readonly string[],
  options: { delimiter?: string; hasHeader?: boolean } = {},
): InferredFields {
  const cellsOf = names.map((_, column) => rows.map((row) => row[column] ?? ''));
  const columns = inferColumns(cellsOf, names, options.delimiter);
  const named = fieldNames(names);
  const shared = sharedMissingValues(columns, cellsOf);
  const fields = columns.map((column, index) =>
    fieldOf(column, named[index], { rows: rows.length, shared, withAlias: options.hasHeader ?? true }),
  );
  const keys = findKeys(
    fields.map(({ name, type }, index) => {
      const missing = columns[index]?.missingValues ?? [];
      return {
        name,
        type,
        values: (cellsOf[index] ?? []).map((cell) => (missing.includes(cell) ? '' : cell)),
      };
    }),
  );
  const [key] = keys;
  const confidences = columns.map(({ confidence }) => confidence);
  return {
    fields,
    missingValues: ['', ...shared],
    primaryKey: key && key.confidence >= KEY_CONFIDENCE_MIN ? key.names : [],
    confidence: meanOf(confidences),
    notes: [...columnNotes(columns, fields), ...keyNotes(keys)],
  };
}

/** What is certain in some columns decides what is ambiguous in others. */
function inferColumns(
  cellsOf: readonly string[][],
  names: readonly string[],
  delimiter?: string,
): InferredColumn[] {
  const layout: FileHabits = delimiter === undefined ? {} : { delimiter };
  const infer = (index: number, habits: FileHabits) =>
    inferColumn(cellsOf[index] ?? [], names[index] ?? '', habits);
  const columns = names.map((_, index) => infer(index, layout));
  const habits = { ...layout, ...habitsOf(columns.filter(({ isAmbiguous }) => !isAmbiguous)) };
  return columns.map((column, index) => (column.isAmbiguous ? infer(index, habits) : column));
}

function habitsOf(columns: readonly InferredColumn[]): FileHabits {
  const decimalChars = columns.flatMap(({ field }): ('.' | ',')[] => {
    if (field.decimalChar === ',' || field.groupChar === '.') return [','];
    return field.type === 'number' || field.groupChar === ',' ? ['.'] : [];
  });
  const orders = columns.flatMap(({ field }) => isDayFirst(field.format) ?? []);
  const [decimalChar] = decimalChars;
  const [order] = orders;
  return {
    ...(decimalChar !== undefined && decimalChars.every((one) => one === decimalChar) && { decimalChar }),
    ...(order !== undefined && orders.every((one) => one === order) && { isDayFirst: order }),
  };
}

/** Texts that mean a missing value somewhere and a value nowhere: they are said once for all fields. */
function sharedMissingValues(columns: readonly InferredColumn[], cellsOf: readonly string[][]): string[] {
  const all = [...new Set(columns.flatMap(({ missingValues }) => missingValues))].toSorted();
  return all.filter((text) => {
    const isNumber = /^-?\d/.test(text);
    return columns.every(({ missingValues, field, filled }, index) => {
      if (missingValues.includes(text)) return true;
      // A number may be missing here and measured in the next file's other columns.
      if (isNumber && (field.type === 'integer' || field.type === 'number')) return false;
      return filled === 0 || !(cellsOf[index] ?? []).includes(text);
    });
  });
}

interface FieldContext {
  rows: number;
  shared: readonly string[];
  withAlias: boolean;
}

function fieldOf(column: InferredColumn, named: NamedField | undefined, context: FieldContext): FieldInput {
  const { rows, shared, withAlias } = context;
  const own = column.missingValues.some((text) => !shared.includes(text));
  const { type, ...settings } = column.field;
  return {
    name: named?.name ?? 'column',
    type,
    ...(named?.title !== undefined && { title: named.title }),
    ...(withAlias && named?.alias !== undefined && { aliases: [named.alias] }),
    ...settings,
    ...(own && { missingValues: ['', ...column.missingValues] }),
    ...(rows >= REQUIRED_FROM && column.filled === rows && { constraints: { required: true } }),
  };
}

function columnNotes(columns: readonly InferredColumn[], fields: readonly FieldInput[]): InferenceNote[] {
  return columns.flatMap(({ notes, confidence }, index) =>
    notes.map((sentence) => ({ place: fields[index]?.name ?? '', confidence, sentence })),
  );
}

function keyNotes(keys: readonly KeyCandidate[]): InferenceNote[] {
  return keys.map(({ names, confidence }) => ({
    place: 'primaryKey',
    confidence,
    sentence: `No row of the sample lacks or repeats ${names.map((name) => `“${name}”`).join(' with ')}.`,
  }));
}

function meanOf(numbers: readonly number[]): number {
  if (numbers.length === 0) return 0;
  return Math.round((numbers.reduce((sum, one) => sum + one, 0) / numbers.length) * 100) / 100;
}
