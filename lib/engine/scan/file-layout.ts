/** Which cell of a file holds which field: by the header's labels, or by position. */
import type { DatasetDefinition } from '../../dataset/definition';
import type { Field } from '../../dataset/field';
import { comparableLabel } from '../../dataset/labels';
import { LakeportError } from '../../errors';

export interface FileLayout {
  /** Number of cells that every record must have. */
  width: number;
  /** For each field of the definition, the index of its cell; null where the file has no such column. */
  cellOfField: (number | null)[];
  /** What to call each cell in a message: its field, or the header's label. */
  names: string[];
}

/** Delimiters worth suggesting where a header did not split. */
const COMMON_DELIMITERS = [',', ';', '\t', '|'];

/**
 * The layout a header gives. Labels match fields in any order, case and spaces apart.
 * @throws LakeportError `header-missing`, `duplicate-label`, `missing-label`, `extra-label`.
 */
export function layoutByHeader(definition: DatasetDefinition, labels: string[]): FileLayout {
  const { fields } = definition.schema;
  const comparable = labels.map(comparableLabel);
  const cellOfField = fields.map((field) => comparable.indexOf(comparableLabel(field.name)));
  const missing = fields.filter((_, index) => cellOfField[index] === -1);
  const extra = labels.filter((_, cell) => !cellOfField.includes(cell));
  if (missing.length === fields.length && labels.some(looksLikeValue)) throw headerMissing(fields, labels);
  refuseDuplicates(labels, comparable, definition.extraColumns === 'ignore' ? cellOfField : null);
  const missingMatters = missing.length > 0 && definition.missingColumns === 'refuse';
  if (missingMatters || missing.length === fields.length) throw missingLabel(missing, extra, labels);
  if (extra.length > 0 && definition.extraColumns === 'refuse') throw extraLabel(extra);
  return {
    width: labels.length,
    cellOfField: cellOfField.map((cell) => (cell === -1 ? null : cell)),
    names: labels.map((label, cell) => fields[cellOfField.indexOf(cell)]?.name ?? label),
  };
}

/** The layout of a file without a header, whose first record has `cells` cells. */
export function layoutByPosition(definition: DatasetDefinition, cells: number): FileLayout {
  const names = definition.schema.fields.map((field) => field.name);
  let width = names.length;
  if (definition.missingColumns === 'empty') width = Math.min(width, cells);
  if (definition.extraColumns === 'ignore') width = Math.max(width, cells);
  return {
    width,
    cellOfField: names.map((_, index) => (index < width ? index : null)),
    names: Array.from({ length: width }, (_, index) => names[index] ?? `column ${index + 1}`),
  };
}

function refuseDuplicates(labels: string[], comparable: string[], onlyCells: number[] | null): void {
  const duplicate = labels.find((_, cell) => {
    const first = comparable.indexOf(comparable[cell] ?? '');
    return first < cell && (onlyCells === null || onlyCells.includes(first));
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
