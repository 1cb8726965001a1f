import type { DatasetDefinition } from '../dataset/definition';
import type { Dialect } from '../dataset/dialect';
import { detectDialect } from '../dataset/infer/detect-dialect';
import { splitRecords } from '../dataset/infer/split-records';
import { comparableLabel } from '../dataset/labels';
import type { FileSource } from './source/file-source';
import type { FileShape } from './source/identify-file';
import { readSamples } from './source/read-samples';

/** The dialect of a text file: the definition's, or where that says `auto`, the one its text shows. */
export async function resolveDialect(
  definition: DatasetDefinition,
  source: FileSource,
  shape: FileShape,
): Promise<Dialect> {
  if (definition.dialect !== 'auto') return definition.dialect;
  const samples = await readSamples(source, shape);
  const { dialect } = detectDialect(samples);
  // Of a table of texts alone nothing shows whether its first row is a header, but the definition knows the labels.
  const [first] = splitRecords(samples[0] ?? '', dialect, { recordsMax: 1 });
  const isHeader = !dialect.header && first?.cells.some((cell) => isLabel(definition, cell));
  return isHeader ? { ...dialect, header: true } : dialect;
}

function isLabel({ schema }: DatasetDefinition, cell: string): boolean {
  const label = comparableLabel(cell);
  return schema.fields.some(({ name, aliases }) =>
    [name, ...aliases].some((one) => comparableLabel(one) === label),
  );
}
