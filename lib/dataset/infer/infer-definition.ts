/** A definition guessed from pieces of a file. */
import { LakeportError } from '../../errors';
import { parseDefinition } from '../definition';
import type { DatasetDefinitionInput } from '../definition';
import { dialectSchema } from '../dialect';
import type { Dialect } from '../dialect';
import { comparableLabel } from '../labels';
import { detectDialect } from './detect-dialect';
import { inferFields } from './infer-fields';
import type { InferenceNote, InferredFields } from './infer-fields';
import { inferFromObjects, sampleObjects } from './infer-from-objects';
import { readSampleTable } from './read-sample-table';
import type { SampleTable } from './read-sample-table';
import { slugOf, titleOf } from './dataset-name';

export interface InferOptions {
  /** Turned into a slug if it is none. */
  name: string;
  /** Gives the title. */
  fileName?: string;
  /** Of the file; UTF-8 if not given. */
  encoding?: string;
  /** Whether the first sample is the whole file. */
  isComplete: boolean;
}

export interface InferredDefinition {
  /** Without what is a default; `parseDefinition` takes it. */
  definition: DatasetDefinitionInput;
  /** From 0 to 1. */
  confidence: number;
  /** In the order of the file; those with low confidence deserve a look. */
  notes: InferenceNote[];
}

/**
 * @param samples decoded text: the start of the file, then optionally other pieces, which may begin anywhere.
 * @throws LakeportError `file-empty` when there is only white space, `source-error` for JSON without objects,
 * `invalid-definition` for more columns than a definition may have.
 */
export function inferDefinition(samples: readonly string[], options: InferOptions): InferredDefinition {
  const texts = samples.map((sample) => sample.replace(/^\uFEFF/, ''));
  if (texts.every((text) => text.trim() === '')) {
    throw new LakeportError('file-empty', 'The file is empty.', {
      resolution: 'Give a file with at least a header.',
    });
  }
  const inferred = inferJson(texts) ?? inferText(texts, options.isComplete);
  const { fields, missingValues, primaryKey } = inferred.columns;
  const definition: DatasetDefinitionInput = {
    name: slugOf(options.name),
    ...(options.fileName !== undefined && { title: titleOf(options.fileName) }),
    ...(inferred.dialect && { dialect: inferred.dialect }),
    ...(options.encoding !== undefined && options.encoding !== 'utf-8' && { encoding: options.encoding }),
    schema: {
      fields,
      ...(primaryKey.length > 0 && { primaryKey }),
      ...(missingValues.length > 1 && { missingValues }),
    },
  };
  parseDefinition(definition);
  return { definition, confidence: inferred.confidence, notes: inferred.notes };
}

interface Inferred {
  columns: InferredFields;
  dialect?: Partial<Dialect>;
  confidence: number;
  notes: InferenceNote[];
}

/** Null for a text that is no JSON: a header may begin with a bracket too. */
function inferJson(texts: readonly string[]): Inferred | null {
  const [start = ''] = texts;
  if (!/^\s*[[{]/.test(start)) return null;
  const objects = sampleObjects(texts).filter((object) => Object.keys(object).length > 0);
  if (objects.length === 0 && !/^\s*(?:\[\s*)?\{\s*["}]/.test(start)) return null;
  if (objects.length === 0) {
    throw new LakeportError('source-error', 'The file begins like JSON, but no object was found in it.', {
      resolution: 'Give one object a line, or an array of objects.',
    });
  }
  const columns = inferFromObjects(objects);
  return { columns, confidence: columns.confidence, notes: columns.notes };
}

function inferText(texts: readonly string[], isComplete: boolean): Inferred {
  const detected = detectDialect(texts);
  const table = readSampleTable(texts, detected.dialect, isComplete);
  const labels = table.labels ?? Array.from({ length: table.width }, () => '');
  const isNamed = table.labels !== null && canNameColumns(table.labels);
  const dialect =
    isNamed || table.labels === null ? detected.dialect : byPosition(detected.dialect, table.headerEnd);
  const columns = inferFields(table.rows, labels, { delimiter: dialect.delimiter, hasHeader: isNamed });
  const notes = [
    ...detected.reasons.map((sentence) => note('dialect', detected.confidence, sentence)),
    ...(dialect === detected.dialect
      ? []
      : [
          note(
            'dialect',
            0.9,
            'Labels of the header are empty or repeated, so columns are taken by position.',
          ),
        ]),
    ...misfitNotes(table),
    ...columns.notes,
  ];
  const minimal = withoutDefaults(dialect);
  return {
    columns,
    ...(Object.keys(minimal).length > 0 && { dialect: minimal }),
    confidence: Math.min(detected.confidence, columns.confidence),
    notes,
  };
}

function note(place: string, confidence: number, sentence: string): InferenceNote {
  return { place, confidence, sentence };
}

function misfitNotes({ misfits, rows, width }: SampleTable): InferenceNote[] {
  if (rows.length === 0)
    return [note('schema', 0.2, 'There are no rows, so all columns are taken for text.')];
  if (misfits === 0) return [];
  const all = rows.length + misfits;
  const sentence = `${misfits} of ${all} records do not have ${width} sound cells and would be refused.`;
  return [note('dialect', Math.round((rows.length / all) * 100) / 100, sentence)];
}

/** Whether every label is there and none is there twice, which matching by name needs. */
function canNameColumns(labels: readonly string[]): boolean {
  const comparable = labels.map(comparableLabel);
  return !comparable.includes('') && new Set(comparable).size === labels.length;
}

/** The dialect with everything down to the header as lines to skip. */
function byPosition(dialect: Dialect, headerEnd: number): Dialect {
  const above = Array.from({ length: headerEnd }, (_, index) => index + 1);
  const below = dialect.commentRows.filter((row) => row > headerEnd);
  return { ...dialect, header: false, headerRows: [1], commentRows: [...above, ...below] };
}

function withoutDefaults(dialect: Dialect): Partial<Dialect> {
  const defaults = new Map<string, unknown>(Object.entries(dialectSchema.parse({})));
  return Object.fromEntries(
    Object.entries(dialect).filter(
      ([key, value]) => JSON.stringify(value) !== JSON.stringify(defaults.get(key)),
    ),
  );
}
