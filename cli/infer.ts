/** `lakeport infer`: a definition guessed from a file, to be looked at, corrected and used. */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { Command } from 'commander';
import { parseDefinition, SLUG_PATTERN } from '../lib/dataset/definition';
import type { Encoding } from '../lib/dataset/encoding';
import { baseNameOf } from '../lib/dataset/infer/dataset-name';
import { detectEncoding } from '../lib/dataset/infer/detect-encoding';
import { inferDefinition } from '../lib/dataset/infer/infer-definition';
import type { InferredDefinition } from '../lib/dataset/infer/infer-definition';
import type { InferenceNote } from '../lib/dataset/infer/infer-fields';
import { diskSource } from '../lib/engine/source/file-source';
import type { FileSource } from '../lib/engine/source/file-source';
import { identifyFile } from '../lib/engine/source/identify-file';
import { readSamples } from '../lib/engine/source/read-samples';
import { readSource } from '../lib/engine/source/read-source';
import { LakeportError } from '../lib/errors';

interface InferCommandOptions {
  name?: string;
  json: boolean;
}

/** What `identifyFile` takes from the start. */
const START_BYTES = 256 * 1024;
/** More than `identifyFile` looks at, also where they are zipped. */
const STANDARD_INPUT_BYTES = 384 * 1024;

export function inferCommand(): Command {
  return new Command('infer')
    .description('print a dataset definition guessed from a file')
    .argument('<file>', 'a file, plain or .gz; - is standard input')
    .option('--name <slug>', 'of the dataset; otherwise made from the name of the file')
    .option('--json', 'print {"definition","confidence","notes"} on one line and nothing else', false)
    .addHelpText('after', '\nExit code: 0 a definition was printed, 2 the file is unusable.')
    .action(runInfer);
}

async function runInfer(file: string, options: InferCommandOptions): Promise<void> {
  const { name } = options;
  if (name !== undefined && (!SLUG_PATTERN.test(name) || name.length > 64)) {
    throw new LakeportError('invalid-request', `“${name}” cannot name a dataset.`, {
      resolution: 'Use at most 64 lower-case letters, digits and single hyphens.',
    });
  }
  const { texts, encoding, encodingNotes, isComplete } = await sampleFile(file);
  const fileName = file === '-' ? {} : { fileName: path.basename(file) };
  const guess = inferDefinition(texts, {
    name: name ?? baseNameOf(file),
    ...fileName,
    encoding,
    isComplete,
  });
  const inferred = { ...guess, notes: [...encodingNotes, ...guess.notes] };
  if (options.json) {
    process.stdout.write(`${JSON.stringify(inferred)}\n`);
    return;
  }
  process.stdout.write(`${JSON.stringify(inferred.definition, null, 2)}\n`);
  process.stderr.write(report(file, inferred));
}

interface SampledFile {
  /** The start of the file, then its middle and end. */
  texts: string[];
  encoding: Encoding;
  encodingNotes: InferenceNote[];
  /** Whether the first text is the whole file. */
  isComplete: boolean;
}

/** @throws LakeportError `not-found`, `source-error`, `file-encoding`. */
async function sampleFile(file: string): Promise<SampledFile> {
  const source = await (file === '-' ? standardInput() : openFile(file));
  const shape = await identifyFile(source, ANY_FILE);
  const { format, compression, encoding, head } = shape;
  if (format === 'parquet') {
    throw new LakeportError('invalid-request', 'A Parquet file names and types its columns itself.', {
      resolution: 'Export a part of it as CSV to have a definition made.',
    });
  }
  const encodingNotes = compression === null && head.length > 0 ? await noteEncoding(source) : [];
  // A JSON array has no lines to begin at.
  const texts = format === 'json' ? [head.toString('utf8')] : await readSamples(source, shape);
  const isComplete = compression === null && source.sizeBytes <= START_BYTES;
  return { texts, encoding, encodingNotes, isComplete };
}

/** Stands in for the definition that is to be found. */
const ANY_FILE = parseDefinition({
  name: 'any-file',
  dialect: 'auto',
  encoding: 'auto',
  schema: { fields: [{ name: 'any', type: 'string' }] },
});

async function openFile(file: string): Promise<FileSource> {
  const isFile = await stat(file).then(
    (found) => found.isFile(),
    () => false,
  );
  if (!isFile) throw new LakeportError('not-found', `There is no file “${file}”.`);
  return diskSource(file);
}

/** The start of standard input, which can be read only once and may have no end. */
async function standardInput(): Promise<FileSource> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of process.stdin.iterator({ destroyOnReturn: false })) {
    const bytes: Uint8Array = Buffer.from(chunk);
    chunks.push(bytes);
    length += bytes.length;
    if (length >= STANDARD_INPUT_BYTES) break;
  }
  process.stdin.destroy();
  return { sizeBytes: length, open: () => inOneChunk(Buffer.concat(chunks)) };
}

async function* inOneChunk(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

async function noteEncoding(source: FileSource): Promise<InferenceNote[]> {
  const chunks: Uint8Array[] = [];
  const range = { start: 0, end: Math.min(source.sizeBytes, START_BYTES) };
  for await (const chunk of readSource(source, range).bytes) chunks.push(Uint8Array.from(chunk));
  const bytes = Buffer.concat(chunks);
  const { confidence, reason } = detectEncoding(bytes, bytes.length === source.sizeBytes);
  return [{ place: 'encoding', confidence, sentence: reason }];
}

/** How sure the guess is and what it rests on, the least certain first. */
function report(file: string, { confidence, notes }: InferredDefinition): string {
  const name = file === '-' ? 'standard input' : file;
  const lines = notes
    .toSorted((a, b) => a.confidence - b.confidence)
    .map((note) => `  ${percent(note.confidence)}  ${note.place}: ${note.sentence}`);
  return [`${name}: this definition is ${percent(confidence).trim()} certain.`, ...lines, ''].join('\n');
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`.padStart(5);
}
