/** A file looked at without knowing which dataset it is for. */
import { parseDefinition } from '../../dataset/definition';
import type { DatasetDefinitionInput } from '../../dataset/definition';
import { fieldTypeSchema } from '../../dataset/field';
import { fieldNames } from '../../dataset/infer/column/field-names';
import { baseNameOf, slugOf, titleOf } from '../../dataset/infer/dataset-name';
import { inferDefinition } from '../../dataset/infer/infer-definition';
import type { InferenceNote } from '../../dataset/infer/infer-fields';
import { LakeportError } from '../../errors';
import type { SampleDeps } from './check-sample';
import type { FilePreview, PreviewColumn } from './file-preview';
import type { FileToMatch } from './match-datasets';
import { openSample } from './open-sample';
import type { OpenedSample } from './open-sample';
import type { Sample } from './read-sample';
import { readTable } from './read-table';
import type { SampleTable } from './read-table';

/** More of a text tells little more of its columns, and takes its time. */
const GUESSED_CHARS_MAX = 256 * 1024;
const LARGE_PARQUET: InferenceNote = {
  place: 'file',
  confidence: 1,
  sentence:
    'A Parquet file describes its columns at its end, so one of this size is looked at when it is imported.',
};

export interface GuessedFile {
  preview: FilePreview;
  /** Null for a file of which there is nothing to compare. */
  toMatch: FileToMatch | null;
}

/** Stands in for the definition that is to be found. */
const ANY_FILE = parseDefinition({
  name: 'any-file',
  dialect: 'auto',
  encoding: 'auto',
  schema: { fields: [{ name: 'any', type: 'string' }] },
});

/** @param charsMax how much of a text is looked at for the types of its columns */
export async function guessFile(
  deps: SampleDeps,
  sample: Sample,
  fileName: string,
  charsMax = GUESSED_CHARS_MAX,
): Promise<GuessedFile> {
  const unknown: FilePreview = {
    fileName,
    format: 'unknown',
    compression: sample.isGzip ? 'gzip' : null,
    encoding: null,
    dialect: null,
    columns: [],
    rows: [],
    matches: [],
    definition: null,
    notes: null,
    check: null,
    error: null,
    cut: sample.isCut,
  };
  try {
    const opened = await openSample(sample, ANY_FILE);
    return await guessOpened(deps, sample, opened, { unknown, charsMax });
  } catch (error) {
    return { preview: { ...unknown, error: previewError(error) }, toMatch: null };
  }
}

async function guessOpened(
  deps: SampleDeps,
  sample: Sample,
  opened: OpenedSample,
  { unknown, charsMax }: { unknown: FilePreview; charsMax: number },
): Promise<GuessedFile> {
  const { shape, dialect, text } = opened;
  const isText = shape.format !== 'parquet';
  const preview: FilePreview = { ...unknown, ...shapeOf(opened) };
  if (!isText && opened.isCut) return { preview: { ...preview, notes: [LARGE_PARQUET] }, toMatch: null };
  try {
    const table = await readTable(deps, sample, opened);
    const guess = isText
      ? guessText(text.slice(0, charsMax), opened, preview.fileName)
      : guessParquet(table, preview.fileName);
    const columns = columnsOf(table, guess.definition);
    const toMatch = {
      fileName: preview.fileName,
      text: shape.format === 'csv' ? text : null,
      labels: labelsToMatch(table, columns),
    };
    return { preview: { ...preview, dialect, columns, rows: table.rows, ...guess }, toMatch };
  } catch (error) {
    return { preview: { ...preview, error: previewError(error) }, toMatch: null };
  }
}

interface Guess {
  definition: DatasetDefinitionInput;
  notes: InferenceNote[];
}

function guessText(start: string, { shape, text, isCut }: OpenedSample, fileName: string): Guess {
  const { definition, notes } = inferDefinition([start], {
    name: baseNameOf(fileName),
    fileName,
    encoding: shape.encoding,
    isComplete: !isCut && start.length === text.length,
  });
  return { definition, notes };
}

/** Parquet names and types its columns itself. */
function guessParquet({ labels, types }: SampleTable, fileName: string): Guess {
  const fields = fieldNames(labels ?? []).map(({ name, title, alias }, index) => ({
    name,
    type: types?.[index] ?? ('string' as const),
    ...(title !== undefined && { title }),
    ...(alias !== undefined && { aliases: [alias] }),
  }));
  return {
    definition: { name: slugOf(baseNameOf(fileName)), title: titleOf(fileName), schema: { fields } },
    notes: [],
  };
}

function columnsOf({ labels, width }: SampleTable, { schema }: DatasetDefinitionInput): PreviewColumn[] {
  return Array.from({ length: width }, (_, index) => {
    const field = schema.fields[index];
    return {
      label: labels?.[index] || `Column ${index + 1}`,
      type: fieldTypeSchema.safeParse(field?.type).data ?? null,
      field: field?.name ?? null,
    };
  });
}

/** Of a table of texts alone nothing shows whether its first row is a header: a dataset may know. */
function labelsToMatch(table: SampleTable, columns: readonly PreviewColumn[]): FileToMatch['labels'] {
  const [first] = table.rows;
  return columns.map(({ label, type }, index) => ({
    label: table.labels === null ? (first?.cells[index] ?? label).trim() : label,
    type,
  }));
}

/** What is known of a file before its rows are looked at. */
export function shapeOf({
  shape,
  dialect,
}: OpenedSample): Pick<FilePreview, 'format' | 'compression' | 'encoding' | 'dialect'> {
  const { format, compression, encoding } = shape;
  return { format, compression, encoding: format === 'parquet' ? null : encoding, dialect };
}

/** A problem of the file in the words of the engine; what else fails is no preview's business. */
export function previewError(error: unknown): { code: string; message: string } {
  if (!(error instanceof LakeportError)) throw error;
  return { code: error.code, message: error.sentence };
}
