/** A file looked at under the definition of a dataset. */
import type { DatasetDefinition } from '../../dataset/definition';
import { definitionForFile } from '../../dataset/definition-for-file';
import { fieldsByLabel } from '../../dataset/match/match-labels';
import { LakeportError } from '../../errors';
import { checkSample } from './check-sample';
import type { SampleDeps } from './check-sample';
import type { FilePreview, PreviewColumn, SampleCheck } from './file-preview';
import { previewError, shapeOf } from './guess-file';
import type { GuessedFile } from './guess-file';
import { openSample } from './open-sample';
import type { OpenedSample } from './open-sample';
import type { Sample } from './read-sample';
import { readTable } from './read-table';
import type { SampleTable } from './read-table';

/**
 * Where the file cannot be used under the definition, the error says why, and the rows are there all the same.
 * @param guessed the same file without a definition
 */
export async function previewUnder(
  deps: SampleDeps,
  datasetDefinition: DatasetDefinition,
  sample: Sample,
  { preview: guessed }: GuessedFile,
): Promise<FilePreview> {
  const { fileName } = guessed;
  const definition = definitionForFile(datasetDefinition, fileName);
  const known = { ...guessed, definition: null };
  if (guessed.format === 'parquet' && guessed.cut) return known;
  const opened = await attempt(() => openSample(sample, definition));
  if ('error' in opened)
    return { ...known, columns: withFields(known.columns, definition), error: opened.error };
  const table = await attempt(() => readTable(deps, sample, opened.result));
  if ('error' in table) return { ...known, error: table.error };
  const seen: FilePreview = {
    ...known,
    notes: null,
    error: null,
    ...shapeOf(opened.result),
    columns: columnsUnder(definition, table.result, opened.result, guessed),
    rows: table.result.rows,
  };
  const { source } = opened.result;
  const checked = await attempt(() => checkSample(deps, { definition, fileName, source }));
  if ('error' in checked) return { ...seen, error: checked.error };
  return { ...seen, check: checked.result, error: frozenError(definition, checked.result) };
}

async function attempt<Result>(
  run: () => Promise<Result>,
): Promise<{ result: Result } | { error: { code: string; message: string } }> {
  try {
    return { result: await run() };
  } catch (error) {
    return { error: previewError(error) };
  }
}

function columnsUnder(
  definition: DatasetDefinition,
  { labels, width, types }: SampleTable,
  { dialect }: OpenedSample,
  guessed: FilePreview,
): PreviewColumn[] {
  const hasHeader = dialect === null || dialect.header;
  const fieldOf = fieldsByLabel(definition);
  // Read by another dialect the columns are other ones, of which the guess says nothing.
  const typeOf = (index: number) =>
    types?.[index] ?? (guessed.columns.length === width ? (guessed.columns[index]?.type ?? null) : null);
  return Array.from({ length: width }, (_, index) => {
    const label = labels?.[index] ?? '';
    return {
      label: label || `Column ${index + 1}`,
      type: typeOf(index),
      field: hasHeader ? fieldOf(label) : (definition.schema.fields[index]?.name ?? null),
    };
  });
}

function withFields(columns: readonly PreviewColumn[], definition: DatasetDefinition): PreviewColumn[] {
  const fieldOf = fieldsByLabel(definition);
  return columns.map((column) => ({ ...column, field: fieldOf(column.label) }));
}

/** Such a dataset takes whole files only. */
function frozenError({ contract }: DatasetDefinition, { counts }: SampleCheck): FilePreview['error'] {
  if (contract !== 'freeze' || counts.rejected === 0) return null;
  const error = new LakeportError(
    'contract-frozen',
    `${counts.rejected} of the first ${counts.received} rows do not fit, and the dataset takes whole files only.`,
    { resolution: 'Correct the file, or choose another dataset.' },
  );
  return { code: error.code, message: error.sentence };
}
