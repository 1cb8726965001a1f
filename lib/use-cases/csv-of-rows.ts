import type { DatasetDefinition } from '../dataset/definition';
import { LakeportError } from '../errors';

/**
 * JSON rows as the text a file of the dataset has: its delimiter and quote, a header when it has one. A field
 * that a row lacks, or that is null, becomes the dataset's missing value; what is neither text, number nor
 * boolean becomes JSON.
 */
export function csvOfRows(rows: readonly Record<string, unknown>[], definition: DatasetDefinition): string {
  const { dialect, schema } = definition;
  const { delimiter, quoteChar, header } =
    dialect === 'auto' ? { delimiter: ',', quoteChar: '"', header: true } : dialect;
  const fields = schema.fields.map((field) => field.name);
  const unknown = new Set(rows.flatMap((row) => Object.keys(row)).filter((name) => !fields.includes(name)));
  if (unknown.size > 0) {
    throw new LakeportError('extra-label', `The dataset has no field ${[...unknown].join(', ')}.`, {
      resolution: `Its fields are ${fields.join(', ')}.`,
    });
  }
  const missing = schema.missingValues[0] ?? '';
  const cell = (value: unknown): string => {
    if (value === null || value === undefined) return missing;
    const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
    const plain =
      text !== '' && !text.includes(delimiter) && !/["\r\n]/.test(text) && !text.includes(quoteChar ?? '"');
    return plain || !quoteChar
      ? text
      : quoteChar + text.replaceAll(quoteChar, quoteChar + quoteChar) + quoteChar;
  };
  const lines = rows.map((row) => fields.map((name) => cell(row[name])).join(delimiter));
  return [...(header ? [fields.map(cell).join(delimiter)] : []), ...lines, ''].join('\n');
}
