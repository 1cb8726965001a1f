import type { DatasetDefinition } from './definition';
import { fieldSchema } from './field';
import { pathColumnNames } from './from-path';

/**
 * The definition by which a file of that name is read. Rows that a program or the portal sends have no name that
 * could give columns: in a `.ndjson` file whose name does not fit, the columns from the path are members of the rows
 * like any other. The output has the same columns in the same order, so keys and contents stay comparable.
 */
export function definitionForFile(definition: DatasetDefinition, fileName: string): DatasetDefinition {
  const { fromPath, schema } = definition;
  if (!fromPath || !/\.ndjson(\.gz)?$/i.test(fileName)) return definition;
  if (fitsPattern(fromPath.pattern, fileName.replace(/\.gz$/i, ''))) return definition;
  const fromRows = pathColumnNames(definition).map((name) =>
    fieldSchema.parse({
      name,
      type: 'string',
      missingValues: [''],
      constraints: { required: schema.primaryKey.includes(name) },
    }),
  );
  return {
    ...definition,
    fromPath: undefined,
    schema: { ...schema, fields: [...fromRows, ...schema.fields] },
  };
}

/** A pattern is RE2, which writes groups as `(?P<name>…)` too; one that only RE2 knows is left to the engine. */
function fitsPattern(pattern: string, fileName: string): boolean {
  try {
    return new RegExp(pattern.replaceAll('(?P<', '(?<'), 'u').test(fileName);
  } catch {
    return true;
  }
}
