import type { DatasetDefinition } from '../../dataset/definition';
import type { Dialect } from '../../dataset/dialect';
import type { Encoding } from '../../dataset/encoding';
import { DEFAULT_LIMITS } from '../limits';
import { resolveDialect } from '../resolve-dialect';
import { bytesOfDialect } from '../scan/dialect-bytes';
import { comparableIn } from '../scan/file-layout';
import { HeaderRows } from '../scan/header-rows';
import { RecordScanner } from '../scan/record-scanner';
import { cellsOf } from '../scan/segment-file';
import type { FileSource } from '../source/file-source';
import { identifyFile } from '../source/identify-file';

/** How the records of a file are written, as far as its refused ones must be taken apart and written again. */
export interface FileColumns {
  /** Null for a format whose rows are objects. */
  dialect: Dialect | null;
  encoding: Encoding;
  /** The header's labels in the order of the cells; without a header, or for objects, the names of the fields. */
  labels: string[];
  /** For each label the name of its field, or else the label itself. */
  names: string[];
  /** Names under which an object may have each of the columns. */
  aliases: string[][];
}

/**
 * Looks at the start of a file for its columns.
 * @param definition of the version under which the file was imported
 * @throws LakeportError where the file is no longer there, or cannot be read
 */
export async function readFileColumns(
  definition: DatasetDefinition,
  source: FileSource,
): Promise<FileColumns> {
  const shape = await identifyFile(source, definition);
  const { encoding, head, format } = shape;
  const { fields } = definition.schema;
  const fieldNames = fields.map((field) => field.name);
  const aliasesOf = fields.map((field) => [field.name, ...field.aliases]);
  if (format !== 'csv') {
    return { dialect: null, encoding: 'utf-8', labels: fieldNames, names: fieldNames, aliases: aliasesOf };
  }
  const dialect = await resolveDialect(definition, source, shape);
  const labels = dialect.header ? readLabels(head, dialect) : fieldNames;
  const names = labels.map((label) => {
    const fits = (name: string) => comparableIn(definition, name) === comparableIn(definition, label);
    return fields.find((field) => [field.name, ...field.aliases].some(fits))?.name ?? label;
  });
  return { dialect, encoding, labels, names, aliases: labels.map((label) => [label]) };
}

function readLabels(head: Buffer, dialect: Dialect): string[] {
  const header = new HeaderRows(dialect);
  const { recordBytesMax } = DEFAULT_LIMITS;
  const scanner = new RecordScanner(
    { dialect: bytesOfDialect(dialect), recordBytesMax },
    {
      width: 0,
      skipsLine: (line) => header.skipsLine(line),
      record: (bytes, start, end) => {
        if (!header.isComplete) header.add(bytes.subarray(start, end), cellsOf(bytes, start, end, dialect));
      },
      broken: () => undefined,
      blank: () => undefined,
    },
  );
  scanner.scan(head, true);
  return header.labels;
}
