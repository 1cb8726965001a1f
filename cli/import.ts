import { Command } from 'commander';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { importFile } from './portal/import-file';
import { ApiError, RestClient, type PortalImport } from './portal/rest-client';
import { openSession } from './portal/session';
import { checkedLine, countsLine } from './output/import-sentences';
import { startProgressBar } from './progress-bar';

const PARALLEL_FILES = 4;

/** One line of `--json`, as the contract has it, with the import it became. */
interface FileReport {
  file: string;
  dataset: string;
  importId: string | null;
  counts: PortalImport['counts'];
  problems: Record<string, number>;
  /** What committing is expected to take, after a dry run. */
  estimate?: PortalImport['estimate'];
  error: { code: string; message: string } | null;
}

interface ImportOptions {
  dataset: string;
  dryRun?: boolean;
  json?: boolean;
}

export function importCommand(): Command {
  return new Command('import')
    .description('Upload files to a running portal and wait for their imports')
    .argument('<file...>', 'files to import; - is standard input')
    .requiredOption('--dataset <slug>', 'dataset the files belong to')
    .option('--dry-run', 'say what would change and what it would take, and commit nothing')
    .option('--json', 'print one JSON object a file and nothing else')
    .action(async (files: string[], options: ImportOptions) => {
      process.exitCode = await importFiles(files, options);
    });
}

/** @returns 0 when no row was refused, 1 when some were, 2 when a file could not be used at all. */
async function importFiles(
  files: readonly string[],
  { dataset, json = false, dryRun = false }: ImportOptions,
): Promise<number> {
  const client = new RestClient(await openSession());
  const sizes = await Promise.all(
    files.map((file) =>
      stat(file).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  const bar = startProgressBar(sizes.reduce((sum, size) => sum + size, 0));
  const reports: FileReport[] = [];
  const work = files.values();
  const worker = async () => {
    for (const file of work) {
      const report = await importOne(client, { dataset, dryRun }, file, (bytes) => bar.advance(bytes));
      reports.push(report);
      bar.print(
        json ? JSON.stringify(report) : sentenceOf(report),
        report.error && !json ? 'stderr' : 'stdout',
      );
    }
  };
  await Promise.all(Array.from({ length: Math.min(PARALLEL_FILES, files.length) }, worker));
  bar.stop();
  if (!json && files.length > 1) process.stdout.write(`${totalOf(reports)}\n`);
  if (reports.some((report) => report.error)) return 2;
  return reports.some((report) => report.counts?.rejected) ? 1 : 0;
}

async function importOne(
  client: RestClient,
  { dataset, dryRun }: { dataset: string; dryRun: boolean },
  file: string,
  onUploaded: (bytes: number) => void,
): Promise<FileReport> {
  const empty = { file, dataset, importId: null, counts: null, problems: {} };
  try {
    const record = await withLocalFile(file, (filePath, fileName) =>
      importFile(client, { dataset, dryRun, filePath, fileName, onUploaded }),
    );
    const { id, counts, problems, error, state, estimate } = record;
    const isDone = state === (dryRun ? 'CHECKED' : 'SUCCEEDED');
    const stopped = isDone ? null : { code: 'conflict', message: `The import is ${state}.` };
    const report = { ...empty, importId: id, counts, problems: problems ?? {}, error: error ?? stopped };
    return dryRun ? { ...report, estimate } : report;
  } catch (error) {
    const code = error instanceof ApiError ? error.code : 'source-error';
    return { ...empty, error: { code, message: messageOf(error) } };
  }
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error && error.code === 'ENOENT' ? 'There is no such file.' : error.message;
}

/** Standard input has no size, which an upload needs, so it is written down first. */
async function withLocalFile<T>(
  file: string,
  use: (filePath: string, fileName: string) => Promise<T>,
): Promise<T> {
  if (file !== '-') return use(file, path.basename(file));
  const dir = await mkdtemp(path.join(tmpdir(), 'lakeport-stdin-'));
  try {
    const copy = path.join(dir, 'stdin.csv');
    await pipeline(process.stdin, createWriteStream(copy));
    return await use(copy, 'stdin.csv');
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

function sentenceOf({ file, counts, error, importId, estimate }: FileReport): string {
  if (error) return `${file}: ${error.message}`;
  if (!counts) return `${file}: nothing was counted.`;
  const checked = estimate === undefined ? '' : `; ${checkedLine({ id: importId ?? '', estimate })}`;
  return `${file}: ${countsLine(counts)}${checked}`;
}

function totalOf(reports: readonly FileReport[]): string {
  const sum = (pick: (counts: NonNullable<PortalImport['counts']>) => number | null) =>
    reports.reduce((total, { counts }) => total + (counts ? (pick(counts) ?? 0) : 0), 0);
  const failed = reports.filter((report) => report.error).length;
  const total = countsLine({
    received: sum((counts) => counts.received),
    accepted: sum((counts) => counts.accepted),
    anomalous: sum((counts) => counts.anomalous),
    rejected: sum((counts) => counts.rejected),
    inserted: sum((counts) => counts.inserted),
    updated: sum((counts) => counts.updated),
    unchanged: sum((counts) => counts.unchanged),
  });
  return `${reports.length} files${failed ? `, ${failed} failed` : ''}: ${total}`;
}
