import type { DatasetDefinition } from '../dataset/definition';
import type { Dialect } from '../dataset/dialect';
import { detectDialect } from '../dataset/infer/detect-dialect';
import { splitRecords } from '../dataset/infer/split-records';
import { comparableLabel } from '../dataset/labels';
import { isRefusedFileColumn, REFUSED_FILE_COLUMNS } from '../problems';
import type { FileSource } from './source/file-source';
import type { FileShape } from './source/identify-file';
import { readSamples } from './source/read-samples';

/** Labels of the widest table that is taken fit into it. */
const HEADER_BYTES_MAX = 64 * 1024;

/**
 * The dialect of a text file: the definition's, or where that says `auto`, the one its text shows. A file of refused
 * rows begins with its header, whatever the dataset's other files do.
 */
export async function resolveDialect(
  definition: DatasetDefinition,
  source: FileSource,
  shape: FileShape,
): Promise<Dialect> {
  const dialect =
    definition.dialect === 'auto' ? await detect(definition, source, shape) : definition.dialect;
  if (!isRefusedFile(shape.head, dialect)) return dialect;
  return { ...dialect, header: true, headerRows: [1], commentRows: [] };
}

async function detect(definition: DatasetDefinition, source: FileSource, shape: FileShape): Promise<Dialect> {
  const samples = await readSamples(source, shape);
  const { dialect } = detectDialect(samples);
  // Of a table of texts alone nothing shows whether its first row is a header, but the definition knows the labels.
  const [first] = splitRecords(samples[0] ?? '', dialect, { recordsMax: 1 });
  const isHeader = !dialect.header && first?.cells.some((cell) => isLabel(definition, cell));
  return isHeader ? { ...dialect, header: true } : dialect;
}

function isRefusedFile(head: Buffer, dialect: Dialect): boolean {
  // Only a file that has the names near its start is looked at more closely.
  const start = head.toString('utf8', 0, HEADER_BYTES_MAX);
  if (!REFUSED_FILE_COLUMNS.every((column) => start.includes(column))) return false;
  const [first] = splitRecords(start, dialect, { recordsMax: 1 });
  return first?.line === 1 && first.cells.filter(isRefusedFileColumn).length === REFUSED_FILE_COLUMNS.length;
}

function isLabel({ schema }: DatasetDefinition, cell: string): boolean {
  const label = comparableLabel(cell);
  return schema.fields.some(({ name, aliases }) =>
    [name, ...aliases].some((one) => comparableLabel(one) === label),
  );
}
