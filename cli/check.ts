/** `lakeport check`: the engine alone, without a server. */
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Command, Option } from 'commander';
import type { DatasetDefinition } from '../lib/dataset/definition';
import { comparableLabel } from '../lib/dataset/labels';
import { openDuckDb } from '../lib/duckdb';
import type { DuckDb } from '../lib/duckdb';
import { checkFile } from '../lib/engine/check-file';
import type { CheckedFile, CheckProgress } from '../lib/engine/check-file';
import { diskSource } from '../lib/engine/source/file-source';
import type { FileSource } from '../lib/engine/source/file-source';
import { toLakeportError } from '../lib/errors';
import { errorReport, jsonReport, textReport } from './check-report';
import type { CheckOutcome } from './check-report';
import { loadDefinition } from './load-definition';
import { startProgressBar } from './progress-bar';
import type { ProgressBar } from './progress-bar';
import { writeCheckOutputs } from './write-check-outputs';
import type { OutputFormat } from './write-check-outputs';

interface CheckCommandOptions {
  dataset: string;
  out?: string;
  format: OutputFormat;
  json: boolean;
}

export function checkCommand(): Command {
  return new Command('check')
    .description('check files against a dataset and print the counts')
    .argument('<file...>', 'files to check, plain or .gz; - is standard input')
    .requiredOption('--dataset <slug or definition.json>', 'the dataset they belong to')
    .option('--out <dir>', 'write accepted.*, anomalies.*, rejects.csv and gold/<view>.* there')
    .addOption(
      new Option('--format <format>', 'of the files in --out').choices(['parquet', 'csv']).default('parquet'),
    )
    .option('--json', 'print one JSON object a file and nothing else', false)
    .addHelpText(
      'after',
      '\nExit code: 0 no row was refused, 1 some rows were, 2 a file or the definition is unusable.',
    )
    .action(async (files: string[], options: CheckCommandOptions) => {
      process.exitCode = await runCheck(files, options);
    });
}

async function runCheck(files: readonly string[], options: CheckCommandOptions): Promise<0 | 1 | 2> {
  const definition = await loadDefinition(options.dataset);
  const workDir = await mkdtemp(path.join(tmpdir(), 'lakeport-check-'));
  const outDir = options.out === undefined ? [] : [path.resolve(options.out)];
  // What is written for people comes in the order of the files; counting alone needs no order.
  const duckDb = await openDuckDb({ dirs: [workDir, ...outDir], preserveInsertionOrder: outDir.length > 0 });
  const sizes = await Promise.all(files.map(sizeOf));
  const bar = startProgressBar(sizes.reduce((sum, size) => sum + size, 0));
  try {
    const outcomes: CheckOutcome[] = [];
    for (const [index, file] of files.entries()) {
      const outcome = await checkOne(file, definition, path.join(workDir, String(index)), duckDb, bar);
      report(definition, outcome, options.json, bar);
      outcomes.push(outcome);
    }
    const checked = outcomes.flatMap((outcome) => ('checked' in outcome ? [outcome.checked] : []));
    for (const dir of outDir) {
      await writeCheckOutputs(
        await duckDb.connect(),
        withNewFields(definition, checked),
        checked,
        dir,
        options.format,
      );
    }
    if (checked.length < outcomes.length) return 2;
    return checked.some(({ counts }) => counts.rejected > 0) ? 1 : 0;
  } finally {
    bar.stop();
    duckDb.close();
    await rm(workDir, { recursive: true, force: true });
  }
}

/** The definition with the columns that the files added to it. */
function withNewFields(definition: DatasetDefinition, checked: readonly CheckedFile[]): DatasetDefinition {
  const added = new Map(
    checked.flatMap(({ newFields }) => newFields.map((field) => [comparableLabel(field.name), field])),
  );
  const fields = [...definition.schema.fields, ...added.values()];
  return { ...definition, schema: { ...definition.schema, fields } };
}

/** Bytes of a file; 0 where that cannot be known, which only the progress bar minds. */
async function sizeOf(file: string): Promise<number> {
  return stat(file).then(
    ({ size }) => size,
    () => 0,
  );
}

async function checkOne(
  file: string,
  definition: DatasetDefinition,
  workDir: string,
  duckDb: DuckDb,
  bar: ProgressBar,
): Promise<CheckOutcome> {
  await mkdir(workDir);
  let shown = { bytesRead: 0, rowsRead: 0 };
  const onProgress = (progress: CheckProgress) => {
    bar.advance(progress.bytesRead - shown.bytesRead, progress.rowsRead - shown.rowsRead);
    shown = progress;
  };
  try {
    const source = await sourceOf(file, workDir);
    return {
      file,
      checked: await checkFile({ definition, fileName: file, source, workDir, duckDb, onProgress }),
    };
  } catch (error) {
    return { file, error: toLakeportError(error) };
  }
}

/** A file may be read more than once, so standard input is put on disk first. */
async function sourceOf(file: string, workDir: string): Promise<FileSource> {
  if (file !== '-') return diskSource(file);
  const received = path.join(workDir, 'standard-input');
  await pipeline(process.stdin, createWriteStream(received));
  return diskSource(received);
}

function report(
  definition: DatasetDefinition,
  outcome: CheckOutcome,
  asJson: boolean,
  bar: ProgressBar,
): void {
  if (asJson) bar.print(jsonReport(definition.name, outcome), 'stdout');
  else if ('checked' in outcome) bar.print(textReport(outcome), 'stdout');
  if ('error' in outcome) bar.print(errorReport(outcome), 'stderr');
}
