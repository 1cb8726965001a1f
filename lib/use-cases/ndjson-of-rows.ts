import type { DatasetDefinition } from '../dataset/definition';
import { LakeportError } from '../errors';

/**
 * Rows as newline-delimited JSON, which the engine reads for any dataset, whatever its own files look like.
 * @throws LakeportError `extra-label` for a name that no field has, unless the dataset takes such.
 */
export function ndjsonOfRows(
  rows: readonly Record<string, unknown>[],
  { schema, extraColumns, contract }: DatasetDefinition,
): string {
  const names = schema.fields.flatMap((field) => [field.name, ...field.aliases]);
  const unknown = new Set(rows.flatMap((row) => Object.keys(row)).filter((name) => !names.includes(name)));
  if (unknown.size > 0 && extraColumns === 'refuse' && contract !== 'evolve') {
    throw new LakeportError('extra-label', `The dataset has no field ${[...unknown].join(', ')}.`, {
      resolution: `Its fields are ${schema.fields.map((field) => field.name).join(', ')}.`,
    });
  }
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}
