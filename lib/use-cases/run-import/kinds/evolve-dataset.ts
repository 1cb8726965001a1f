import type { DatasetTable } from '../../../aws/dataset-table';
import type { DatasetDefinition } from '../../../dataset/definition';
import type { Field } from '../../../dataset/field';
import { comparableLabel } from '../../../dataset/labels';
import { LakeportError } from '../../../errors';

/** Imports that add columns at the same time take turns; more turns than this means that something is wrong. */
const TURNS_MAX = 10;

/**
 * Adds the columns that a file brought to its dataset, as the next version of the definition, unless another
 * import has done so meanwhile. Returns the definition that has them: `definition` itself where there are none.
 */
export async function evolveDataset(
  datasets: DatasetTable,
  definition: DatasetDefinition,
  newFields: readonly Field[],
  by: string,
): Promise<DatasetDefinition> {
  if (newFields.length === 0) return definition;
  for (let turn = 1; ; turn++) {
    const { definition: current } = await datasets.get(definition.name);
    const known = new Set(current.schema.fields.map((field) => comparableLabel(field.name)));
    const added = newFields.filter((field) => !known.has(comparableLabel(field.name)));
    if (added.length === 0) return current;
    const next = { ...withNewFields(current, added), version: current.version + 1 };
    try {
      return (await datasets.save(next, by, new Date())).definition;
    } catch (error) {
      const isTaken = error instanceof LakeportError && error.code === 'definition-conflict';
      if (!isTaken || turn === TURNS_MAX) throw error;
    }
  }
}

/** The definition with further columns, for whoever changes nothing. */
export function withNewFields(definition: DatasetDefinition, newFields: readonly Field[]): DatasetDefinition {
  const fields = [...definition.schema.fields, ...newFields];
  return { ...definition, schema: { ...definition.schema, fields } };
}
