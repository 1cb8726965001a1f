import type { DatasetDefinition } from '../../dataset/definition';
import { LakeportError } from '../../errors';
import type { RecordRow } from '../../lake/query/query-records';
import { canonicalCell } from './canonical-cell';
import type { Edit } from './parse-edits';

/**
 * Refuses edits that an import of whole rows cannot express.
 * @param current the rows as they are, in the order of the edits; null for new ones
 * @throws LakeportError `invalid-request`, `extra-label`
 */
export function refuseEdits(
  definition: DatasetDefinition,
  edits: readonly Edit[],
  current: readonly (RecordRow | null)[],
): void {
  if (edits.some(({ row }) => row !== null)) refuseChanges(definition);
  for (const [index, { values }] of edits.entries()) {
    refuseColumns(definition, values);
    const row = current[index] ?? null;
    if (row) refuseKeyChange(definition, values, row);
  }
}

/** Datasets whose rows cannot be changed at all, since a row does not tell all that its import was given. */
function refuseChanges({ schema, fromPath }: DatasetDefinition): void {
  if (fromPath) {
    throw new LakeportError(
      'invalid-request',
      'Rows of this dataset cannot be changed: it takes columns from the name of whatever file it gets.',
      { resolution: 'Import a corrected file under the name of the first.' },
    );
  }
  if (schema.primaryKey.length === 0) {
    throw new LakeportError('invalid-request', 'Rows of a dataset without a key cannot be changed.', {
      resolution: 'Delete the row and add it anew.',
    });
  }
  const hidden = schema.fields.filter((field) => field.hidden).map((field) => field.name);
  if (hidden.length > 0) {
    throw new LakeportError(
      'invalid-request',
      `Rows of this dataset cannot be changed: ${hidden.join(', ')} are read from its files and not kept.`,
      { resolution: 'Import a corrected file, or add a whole row with all its fields.' },
    );
  }
}

function refuseColumns({ schema, derive }: DatasetDefinition, values: Edit['values']): void {
  const names = schema.fields.map((field) => field.name);
  for (const name of Object.keys(values)) {
    if (names.includes(name)) continue;
    if (derive.some((column) => column.name === name)) {
      throw new LakeportError('invalid-request', `${name} is computed from other columns.`, {
        resolution: 'Change those.',
      });
    }
    throw new LakeportError('extra-label', `The dataset has no field ${name}.`, {
      resolution: `Its fields are ${names.join(', ')}.`,
    });
  }
}

function refuseKeyChange({ schema }: DatasetDefinition, values: Edit['values'], row: RecordRow): void {
  for (const field of schema.fields) {
    const value = values[field.name];
    if (!schema.primaryKey.includes(field.name) || value === undefined) continue;
    if (canonicalCell(field, value) === canonicalCell(field, row[field.name] ?? null)) continue;
    throw new LakeportError('invalid-request', `${field.name} is a part of the key, which a row keeps.`, {
      resolution: 'Delete the row and add one with the new key.',
    });
  }
}
