/** The columns that files add under the contract `evolve` while a dataset's replay is dry: kept until it is confirmed. */
import { z } from 'zod';
import type { DatasetDefinition } from '../../../dataset/definition';
import { fieldSchema, type Field } from '../../../dataset/field';
import { checkpointPrefix } from '../../../lake/keys';
import type { ImportRun } from '../import-run';
import { evolveDataset, withNewFields } from '../kinds/evolve-dataset';

/** The definition with the columns that a file adds; a dry run adds them for itself alone. */
export async function addNewFields(
  run: ImportRun,
  definition: DatasetDefinition,
  newFields: readonly Field[],
): Promise<DatasetDefinition> {
  const { deps, record } = run;
  if (!record.dryRun) return evolveDataset(deps.datasets, definition, newFields, record.createdBy);
  if (newFields.length > 0) {
    const fields = [...(await keptFields(run)), ...newFields];
    await deps.store.putText(keyOf(run), JSON.stringify(fields), { contentType: 'application/json' });
  }
  return withNewFields(definition, newFields);
}

/** The definition as the imports before have left it: a replay that is not dry any more adds to the dataset what was kept. */
export async function withKeptFields(
  run: ImportRun,
  definition: DatasetDefinition,
): Promise<DatasetDefinition> {
  const known = new Set(definition.schema.fields.map(({ name }) => name));
  const fields = (await keptFields(run)).filter(({ name }) => !known.has(name));
  const { deps, record } = run;
  if (record.dryRun) return withNewFields(definition, fields);
  return evolveDataset(deps.datasets, definition, fields, record.createdBy);
}

async function keptFields(run: ImportRun): Promise<Field[]> {
  if (!run.isRepeated && !run.record.dryRun) return [];
  const text = await run.deps.store.getText(keyOf(run));
  return text === null ? [] : z.array(fieldSchema).parse(JSON.parse(text));
}

function keyOf({ record }: ImportRun): string {
  return `${checkpointPrefix(record.dataset, record.id)}new-fields.json`;
}
