import { parseArgs } from 'node:util';

export type BenchOptions = EngineOptions | RecordsOptions | BrowseOptions;

export interface EngineOptions {
  suite: 'engine';
  /** Sizes of the files, in rows. */
  rows: number[];
  /** Rounds for a file of so many rows. */
  runs(rows: number): number;
  /** Whether the report goes into the README. */
  write: boolean;
}

export interface RecordsOptions {
  suite: 'records';
  /** Items that each writer writes in a round. */
  items: number;
  rounds: number;
  write: boolean;
}

export interface BrowseOptions {
  suite: 'browse';
  /** Of the dataset. */
  rows: number;
  rounds: number;
  write: boolean;
}

const USAGE = `npm run bench -- [engine] [--rows 10k,1m,10m] [--runs n] [--write]
       npm run bench -- records [--rows 10k] [--runs n] [--write]
       npm run bench -- browse [--rows 10m] [--runs n] [--write]`;
const RUNS = 5;
/** A round over ten million rows takes minutes, and its times vary little. */
const RUNS_OF_LARGE_FILES = 3;
const LARGE_ROWS = 5_000_000;
const ENGINE_ROWS = '10k,1m,10m';
const RECORDS_ROWS = '10k';
const BROWSE_ROWS = '10m';
/** Rounds are short, and a network between two processes varies. */
const RECORDS_ROUNDS = 15;

/** @throws RangeError for arguments that mean nothing, with the usage. */
export function parseOptions(args: string[]): BenchOptions {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      rows: { type: 'string' },
      runs: { type: 'string' },
      write: { type: 'boolean', default: false },
    },
  });
  const [suite = 'engine', ...unknown] = positionals;
  const runs = values.runs === undefined ? null : positiveInteger(values.runs);
  if (suite === 'records' && unknown.length === 0) {
    const items = parseRows(values.rows ?? RECORDS_ROWS);
    return { suite, items, rounds: runs ?? RECORDS_ROUNDS, write: values.write };
  }
  if (suite === 'browse' && unknown.length === 0) {
    const rows = parseRows(values.rows ?? BROWSE_ROWS);
    return { suite, rows, rounds: runs ?? RUNS, write: values.write };
  }
  if (suite !== 'engine' || unknown.length > 0) {
    throw new RangeError(`There is no benchmark “${positionals.join(' ')}”. ${USAGE}`);
  }
  return {
    suite,
    rows: (values.rows ?? ENGINE_ROWS).split(',').map(parseRows),
    runs: (rows) => runs ?? (rows < LARGE_ROWS ? RUNS : RUNS_OF_LARGE_FILES),
    write: values.write,
  };
}

function parseRows(text: string): number {
  const [, digits = '', unit = ''] = /^(\d+)([km]?)$/i.exec(text.trim()) ?? [];
  const factor = { '': 1, k: 1_000, m: 1_000_000 }[unit.toLowerCase()] ?? 1;
  return positiveInteger(digits) * factor;
}

function positiveInteger(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new RangeError(`“${text}” is no number. ${USAGE}`);
  return value;
}
