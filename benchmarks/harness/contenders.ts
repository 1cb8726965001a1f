import { spawnSync } from 'node:child_process';
import path from 'node:path';

export interface Contender {
  /** Names its folder of outputs as well. */
  name: string;
  title: string;
  /** What is run; the paths of the warm-up file, of the input and of the folder for outputs follow. */
  command: [string, ...string[]];
  /** Whether the line numbers it gives stay right when cells hold line breaks or rows are refused. */
  hasExactLines: boolean;
}

export interface Contenders {
  /** The first is what the others are compared with. */
  engines: [Contender, ...Contender[]];
  scan: Contender;
}

/** Those that can run here: Python takes part where `python3` is on the PATH. */
export function availableContenders(bundles: string): Contenders {
  const node = (bundle: string, ...flags: string[]): [string, ...string[]] => [
    process.execPath,
    path.join(bundles, bundle),
    ...flags,
  ];
  const python: Contender = {
    name: 'python',
    title: 'Python csv.DictReader',
    command: ['python3', path.join(import.meta.dirname, '..', 'peers', 'csv_dict_reader.py')],
    hasExactLines: true,
  };
  return {
    engines: [
      { name: 'lakeport', title: 'Lakeport', command: node('check-readings.mjs'), hasExactLines: true },
      {
        name: 'lakeport-keyed',
        title: 'Lakeport, keyed',
        command: node('check-readings.mjs', '--keyed'),
        hasExactLines: true,
      },
      {
        name: 'papaparse',
        title: 'PapaParse',
        command: node('papaparse-readings.mjs'),
        hasExactLines: false,
      },
      {
        name: 'csv-parse',
        title: 'csv-parse',
        command: node('csv-parse-readings.mjs'),
        hasExactLines: false,
      },
      {
        name: 'csv-parse-lines',
        title: 'csv-parse, info: true',
        command: node('csv-parse-readings.mjs', '--lines'),
        hasExactLines: true,
      },
      ...(hasPython() ? [python] : []),
    ],
    scan: { name: 'scan', title: 'Scan alone', command: node('scan-readings.mjs'), hasExactLines: true },
  };
}

function hasPython(): boolean {
  return spawnSync('python3', ['--version'], { timeout: 10_000 }).status === 0;
}
