import { Command, InvalidArgumentError, Option } from 'commander';
import { IMPORT_STATES, type ImportState } from '../lib/lake/import-states';
import { formatTable, TABLE_FORMATS, type TableFormat, type TableRow } from './output/print-table';
import { RestClient, type ImportListing, type PortalRow } from './portal/rest-client';
import { openSession } from './portal/session';

const IMPORTS_DEFAULT = 20;
const ROWS_DEFAULT = 100;
/** What one request to the API may ask for. */
const PAGE_ROWS_MAX = 1000;

export function importsCommand(): Command {
  return new Command('imports')
    .description('The import history, newest first')
    .option('--dataset <slug>', 'only imports of this dataset')
    .addOption(new Option('--state <state>', 'only imports in this state').choices(IMPORT_STATES))
    .option('--limit <n>', 'how many', wholeNumber, IMPORTS_DEFAULT)
    .option('--json', 'print one JSON object an import, one a line')
    .action(async (options: { dataset?: string; state?: ImportState; limit: number; json?: boolean }) => {
      const { json, ...listing } = options;
      const client = new RestClient(await openSession());
      const imports = await client.listImports(checkedListing(listing));
      const rows = imports.map(({ id, dataset, kind, state, createdAt, createdBy, fileName, counts }) => {
        const shown = { id, dataset, kind, state, createdAt, createdBy, fileName };
        return { ...shown, received: counts?.received ?? null, rejected: counts?.rejected ?? null };
      });
      const columns = ['id', 'dataset', 'kind', 'state', 'createdAt', 'fileName', 'received', 'rejected'];
      print(columns, json ? imports : rows, json ? 'json' : 'table');
    });
}

export function datasetsCommand(): Command {
  return new Command('datasets')
    .description('All datasets')
    .option('--json', 'print one JSON object a dataset, one a line')
    .action(async ({ json = false }: { json?: boolean }) => {
      const datasets = await new RestClient(await openSession()).listDatasets();
      const columns = ['name', 'title', 'version', 'rows', 'anomalies', 'lastImportAt'];
      print(columns, datasets, json ? 'json' : 'table');
    });
}

export function queryCommand(): Command {
  return new Command('query')
    .description('Current rows of a dataset')
    .argument('<slug>', 'dataset')
    .option('--where <filter...>', 'filters such as station=X or "date[gte]=1985-01-01"; all must hold')
    .option('--search <text>', 'only rows with this text in any column, in any case')
    .option('--sort <columns>', 'columns, a minus in front for descending: --sort=-date,station')
    .option('--limit <n>', 'how many rows', wholeNumber, ROWS_DEFAULT)
    .addOption(new Option('--format <format>', 'how to print them').choices(TABLE_FORMATS).default('table'))
    .action(
      async (
        slug: string,
        options: { where?: string[]; search?: string; sort?: string; limit: number; format: TableFormat },
      ) => {
        const { where = [], search, sort, limit, format } = options;
        const query = new URLSearchParams(where.map(splitFilter));
        if (search !== undefined) query.set('search', search);
        if (sort !== undefined) query.set('sort', sort);
        const rows = await readRows(new RestClient(await openSession()), slug, query, limit);
        const columns = rows.length > 0 ? Object.keys(rows[0] ?? {}) : [];
        print(columns, rows, format);
      },
    );
}

async function readRows(
  client: RestClient,
  dataset: string,
  query: URLSearchParams,
  limit: number,
): Promise<PortalRow[]> {
  const rows: PortalRow[] = [];
  let cursor: string | null = null;
  do {
    query.set('limit', String(Math.min(PAGE_ROWS_MAX, limit - rows.length)));
    if (cursor !== null) query.set('cursor', cursor);
    const page = await client.listRecords(dataset, query);
    rows.push(...page.items);
    ({ cursor } = page);
  } while (cursor !== null && rows.length < limit);
  return rows;
}

function checkedListing(listing: ImportListing): ImportListing {
  return { ...listing, limit: Math.min(listing.limit, PAGE_ROWS_MAX) };
}

export function splitFilter(text: string): [string, string] {
  const [, name, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined) {
    throw new Error(`The filter ${text} has no value. Write it as column=value or column[gte]=value.`);
  }
  return [name, value];
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new InvalidArgumentError('It must be a whole number above 0.');
}

function print(columns: readonly string[], rows: readonly TableRow[], format: TableFormat): void {
  process.stdout.write(formatTable(columns, rows, format));
}
