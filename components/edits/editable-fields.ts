import type { DatasetDefinition } from '@/lib/dataset/definition';
import { pathColumnNames } from '@/lib/dataset/from-path';

/**
 * Why rows cannot be changed cell by cell; null when they can. A changed row is a new one with the same key, made of
 * what is kept of the old one.
 */
export function editRefusal({ schema }: DatasetDefinition): string | null {
  if (schema.primaryKey.length === 0) {
    return 'Rows without a key cannot be changed in place: delete the row and add it anew.';
  }
  if (schema.fields.some(({ hidden }) => hidden)) {
    return 'Some columns of the files are not kept with the rows, so that a row cannot be changed in place. Upload a corrected file instead.';
  }
  return null;
}

/** The columns whose cells may be changed: those of the files, less the key. */
export function editableColumns(definition: DatasetDefinition): ReadonlySet<string> {
  if (editRefusal(definition) !== null) return new Set();
  const key = new Set(definition.schema.primaryKey);
  return new Set(definition.schema.fields.map(({ name }) => name).filter((name) => !key.has(name)));
}

export interface FormField {
  name: string;
  title: string | undefined;
  hint: string;
  isRequired: boolean;
}

/** What a new row is made of: the columns of the file's name, then those of the file. */
export function newRowFields(definition: DatasetDefinition): FormField[] {
  const key = new Set(definition.schema.primaryKey);
  const fromPath = pathColumnNames(definition).map((name) => ({
    name,
    title: undefined,
    hint: key.has(name) ? 'text, part of the key' : 'text',
    isRequired: true,
  }));
  const fields = definition.schema.fields.map(({ name, title, type, format, unit, constraints }) => ({
    name,
    title,
    hint: [
      format === 'default' ? type : `${type} ${format}`,
      ...(unit ? [`in ${unit}`] : []),
      ...(key.has(name) ? ['part of the key'] : []),
    ].join(', '),
    isRequired: constraints.required === true || key.has(name),
  }));
  return [...fromPath, ...fields];
}
