/** Which cell of a file holds which field: by the header's labels, or by position. */
import { outputColumns } from '../../dataset/definition';
import type { DatasetDefinition } from '../../dataset/definition';
import { fieldSchema } from '../../dataset/field';
import type { Field } from '../../dataset/field';
import { comparableLabel } from '../../dataset/labels';
import { LakeportError } from '../../errors';
import { isRefusedFileColumn } from '../../problems';

export interface FileLayout {
  /** Number of cells that every record must have. */
  width: number;
  /** For each field of `fields`, the index of its cell; null where the file has no such column. */
  cellOfField: (number | null)[];
  /** What to call each cell in a message: its field, or the header's label. */
  names: string[];
  /** The definition's fields and, under the contract `evolve`, one for each new column. */
  fields: Field[];
}

/** Delimiters worth suggesting where a header did not split. */
const COMMON_DELIMITERS = [',', ';', '\t', '|'];

/**
 * The layout a header gives. Labels match a field's name or aliases in any order; case and spaces count with
 * `strictHeader` only.
 * @throws LakeportError `header-missing`, `duplicate-label`, `missing-label`, `extra-label`.
 */
export function layoutByHeader(
  definition: DatasetDefinition,
  labels: string[],
  columnsMax: number,
): FileLayout {
  refuseTooWide(labels.length, columnsMax);
  const { fields } = definition.schema;
  const comparable = labels.map((label) => comparableIn(definition, label));
  const cellOfField = fields.map((field) => cellOf(definition, field, comparable));
  const missing = fields.filter((_, index) => cellOfField[index] === -1);
  const extra = labels.filter((label, cell) => !cellOfField.includes(cell) && !isRefusedFileColumn(label));
  if (missing.length === fields.length && labels.some(looksLikeValue)) throw headerMissing(fields, labels);
  refuseDuplicates(definition, labels, cellOfField);
  const missingMatters = missing.length > 0 && definition.missingColumns === 'refuse';
  if (missingMatters || missing.length === fields.length) throw missingLabel(missing, extra, labels);
  const added = definition.contract === 'evolve' ? extra.map((label) => newField(definition, label)) : [];
  if (extra.length > added.length && definition.extraColumns === 'refuse') throw extraLabel(extra);
  const cellOfAdded = extra.slice(0, added.length).map((label) => labels.indexOf(label));
  const allFields = [...fields, ...added];
  const cellOfAll = [...cellOfField, ...cellOfAdded];
  return {
    width: labels.length,
    cellOfField: cellOfAll.map((cell) => (cell === -1 ? null : cell)),
    names: labels.map((label, cell) => allFields[cellOfAll.indexOf(cell)]?.name ?? label),
    fields: allFields,
  };
}

/** Labels as two of them are compared in the files of a dataset. */
export function comparableIn(definition: DatasetDefinition, label: string): string {
  return definition.strictHeader ? label : comparableLabel(label);
}

/** The first cell that has a field's name, or else one of its aliases; -1 when none has. */
function cellOf(definition: DatasetDefinition, field: Field, comparable: string[]): number {
  const byName = comparable.indexOf(comparableIn(definition, field.name));
  if (byName >= 0) return byName;
  const aliases = field.aliases.map((alias) => comparableIn(definition, alias));
  return comparable.findIndex((label) => aliases.includes(label));
}

/** A column that a file adds. @throws LakeportError `extra-label` when the label cannot be a column's name. */
export function newField(definition: DatasetDefinition, label: string): Field {
  const field = fieldSchema.safeParse({ name: label, type: 'string' });
  const isTaken = takenNames(definition).includes(comparableLabel(label));
  if (field.success && !isTaken) return field.data;
  throw new LakeportError(
    'extra-label',
    `The new column ${quoted([label])} cannot be added to the dataset.`,
    {
      resolution: isTaken ? 'Another column has that name: rename it.' : 'Rename it in the file.',
    },
  );
}

function takenNames(definition: DatasetDefinition): string[] {
  return outputColumns(definition).map((column) => comparableLabel(column.name));
}

/** The layout of a file without a header, whose first record has `cells` cells. */
export function layoutByPosition(
  definition: DatasetDefinition,
  cells: number,
  columnsMax: number,
): FileLayout {
  refuseTooWide(cells, columnsMax);
  const names = definition.schema.fields.map((field) => field.name);
  let width = names.length;
  if (definition.missingColumns === 'empty') width = Math.min(width, cells);
  if (definition.extraColumns === 'ignore') width = Math.max(width, cells);
  return {
    width,
    cellOfField: names.map((_, index) => (index < width ? index : null)),
    names: Array.from({ length: width }, (_, index) => names[index] ?? `column ${index + 1}`),
    fields: definition.schema.fields,
  };
}

/**
 * The layout of a header that comes again with its columns in another order, as where two files were pasted
 * together; null when the cells are not the same labels.
 */
export function reorderedLayout(layout: FileLayout, labels: string[], cells: string[]): FileLayout | null {
  const order = cells.map((cell) => labels.indexOf(cell));
  if (cells.length !== labels.length || new Set(order).size < cells.length || order.includes(-1)) return null;
  return {
    ...layout,
    cellOfField: layout.cellOfField.map((cell) => (cell === null ? null : order.indexOf(cell))),
    names: order.map((cell) => layout.names[cell] ?? ''),
  };
}

function refuseTooWide(columns: number, columnsMax: number): void {
  if (columns <= columnsMax) return;
  throw new LakeportError('extra-label', `The file has ${columns} columns; ${columnsMax} are the most.`, {
    resolution: 'Is its delimiter the one of the dataset? Leave out columns that are not needed.',
  });
}

function refuseDuplicates(
  definition: DatasetDefinition,
  labels: string[],
  cellOfField: readonly number[],
): void {
  const comparable = labels.map((label) => comparableIn(definition, label));
  const ignoresExtra = definition.extraColumns === 'ignore' && definition.contract !== 'evolve';
  const duplicate = labels.find((_, cell) => {
    const first = comparable.indexOf(comparable[cell] ?? '');
    return first < cell && (!ignoresExtra || cellOfField.includes(first));
  });
  if (duplicate === undefined) return;
  throw new LakeportError('duplicate-label', `The header has the column ${quoted([duplicate])} twice.`, {
    resolution: 'Rename or remove one of them.',
  });
}

function missingLabel(missing: Field[], extra: string[], labels: string[]): LakeportError {
  const names = missing.map((field) => field.name);
  const others = extra.length > 0 ? ` It has ${quoted(extra)}, which the dataset does not know.` : '';
  const unsplit =
    labels.length === 1 && COMMON_DELIMITERS.find((delimiter) => labels[0]?.includes(delimiter));
  const delimiter = unsplit ? ` The cells seem to be separated by ${JSON.stringify(unsplit)}.` : '';
  return new LakeportError('missing-label', `The header lacks ${quoted(names)}.${others}${delimiter}`, {
    resolution:
      'Is this the right dataset? If so, add the columns, or set "missingColumns": "empty" in the definition.',
  });
}

function extraLabel(extra: string[]): LakeportError {
  return new LakeportError(
    'extra-label',
    `The header has ${quoted(extra)}, which the dataset does not know.`,
    {
      resolution: 'Remove the columns, add them to the definition, or set "extraColumns": "ignore" in it.',
    },
  );
}

function headerMissing(fields: Field[], labels: string[]): LakeportError {
  const expected = quoted(fields.map((field) => field.name));
  return new LakeportError(
    'header-missing',
    `The first row looks like data (${quoted(labels)}) where a header with ${expected} is expected.`,
    { resolution: 'Add the header, or set "header": false in the definition’s dialect.' },
  );
}

function looksLikeValue(label: string): boolean {
  return /^[\s+-]*\d[\d\s.,:/TZ+-]*$/.test(label);
}

/** Names for a message; a header of thousands of columns must not become a page of text. */
function quoted(names: string[]): string {
  const shown = names.slice(0, 20).map((name) => `“${name.slice(0, 80)}”`);
  return names.length > shown.length
    ? `${shown.join(', ')} and ${names.length - shown.length} more`
    : shown.join(', ');
}
