import { Command, Option } from 'commander';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { parseDefinition, outputColumns } from '../lib/dataset/definition';
import { LakeportError } from '../lib/errors';
import { EXPORT_FORMATS, isExportOpen, type ExportFormat } from '../lib/exports';
import { formatBytes, formatQuantity } from '../lib/format';
import { withLineage } from '../lib/lake/columns';
import { parseFilters, type Filter } from '../lib/lake/query/filters';
import { splitFilter } from './list';
import { getExport, requestExport, type PortalExport } from './portal/exports';
import { RestClient } from './portal/rest-client';
import { openSession } from './portal/session';

const POLL_MS = 500;

interface ExportOptions {
  where?: string[];
  search?: string;
  sort?: string;
  columns?: string[];
  format: ExportFormat;
  gzip?: boolean;
  output?: string;
}

export function exportCommand(): Command {
  return new Command('export')
    .description('All current rows of a dataset that fit, as one file')
    .argument('<slug>', 'dataset')
    .option('--where <filter...>', 'filters such as station=X or "date[gte]=1985-01-01"; all must hold')
    .option('--search <text>', 'only rows with this text in any column')
    .option('--sort <columns>', 'columns, a minus in front for descending: --sort=-date,station')
    .option('--columns <name...>', 'only these columns, in this order')
    .addOption(new Option('--format <format>', 'what to write').choices(EXPORT_FORMATS).default('csv'))
    .option('--gzip', 'compress the file; Parquet is compressed inside')
    .option('-o, --output <file>', 'where to; - is standard output. Without it, a name with the time')
    .action(async (slug: string, options: ExportOptions) => {
      const client = new RestClient(await openSession());
      const { where = [], search = '', sort = '', columns, format, gzip = false, output } = options;
      const filters = await filtersFrom(client, slug, where);
      const asked = await requestExport(client, slug, { filters, search, sort, columns, format, gzip });
      const ended = await waitForExport(client, asked.id);
      const target = output ?? ended.fileName;
      await download(ended, target);
      const done = `${formatQuantity(ended.rowsWritten, 'row')}, ${formatBytes(ended.sizeBytes)}`;
      process.stderr.write(target === '-' ? `${done}\n` : `${target}: ${done}\n`);
    });
}

/** Filters as the API takes them, checked here against the columns so that a mistake is told before anything starts. */
async function filtersFrom(client: RestClient, slug: string, where: readonly string[]): Promise<Filter[]> {
  if (where.length === 0) return [];
  const { definition } = await client.getDataset(slug);
  const columns = outputColumns(parseDefinition(definition));
  return parseFilters(new URLSearchParams(where.map(splitFilter)), withLineage(columns));
}

async function waitForExport(client: RestClient, id: string): Promise<PortalExport> {
  for (;;) {
    const record = await getExport(client, id);
    if (!isExportOpen(record)) return record;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

async function download({ state, error, url }: PortalExport, target: string): Promise<void> {
  if (state !== 'SUCCEEDED' || !url) {
    throw new LakeportError('conflict', error?.message ?? `The export ended as ${state}.`);
  }
  const response = await fetch(url);
  if (!response.ok || !response.body) {
    throw new Error(`The storage refused the file: HTTP ${response.status}.`);
  }
  if (target === '-') return pipeline(chunksOf(response.body), process.stdout, { end: false });
  try {
    await pipeline(chunksOf(response.body), createWriteStream(target));
  } catch (error) {
    // Half a file would be taken for a whole one.
    await rm(target, { force: true });
    throw error;
  }
}

async function* chunksOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}
