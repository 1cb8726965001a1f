/** The measurements as Markdown that reads well on a terminal too. */
import { renderAims } from './render-aims';
import { formatNumber, renderTable } from './render-table';
import type { MeasuredContender } from './compare-engines';
import type { MeasuredScan } from './measure-scan';
import type { InputFile } from './write-readings';

export interface MeasuredSize {
  input: InputFile;
  runs: number;
  /** The first is what the others are compared with. */
  engines: MeasuredContender[];
  scan: MeasuredScan;
}

export interface Report {
  date: Date;
  machine: string;
  sizes: MeasuredSize[];
}

export function renderReport({ date, machine, sizes }: Report): string {
  return [`${date.toISOString().slice(0, 10)} · ${machine}`, ...sizes.map(renderSize)].join('\n\n');
}

function renderSize({ input, runs, engines, scan }: MeasuredSize): string {
  const [first] = engines;
  if (!first) throw new RangeError('There is nothing to report without a contender.');
  const { accepted, anomalous, rejected } = first.counts;
  const megabytes = `${formatNumber(input.bytes / 1e6, 1)} MB`;
  return [
    `### ${formatNumber(input.rows)} rows, ${megabytes}, ${runs === 1 ? 'one round' : `${runs} rounds`}`,
    '',
    `All contenders: ${formatNumber(accepted)} accepted, ${formatNumber(anomalous)} anomalous, ${formatNumber(rejected)} rejected, and the same aggregates.`,
    '',
    ...renderTable(
      ['contender', 'ms', 'rows/s', 'time ratio', 'CPU ms', 'peak MB', 'cold start ms', 'exact lines'],
      engines.map((engine) => engineCells(engine, first, input)),
    ),
    '',
    ...renderTable(['stage of Lakeport', 'ms', 'MB/s'], stageRows(first, scan, input)),
    '',
    slowestStage(first),
    ...renderAims({ input, runs, engines, scan }),
  ].join('\n');
}

function engineCells(engine: MeasuredContender, first: MeasuredContender, input: InputFile): string[] {
  return [
    engine.contender.title,
    formatNumber(engine.ms),
    formatNumber(input.rows / (engine.ms / 1000)),
    formatNumber(engine.ms / first.ms, 2),
    formatNumber(engine.cpuMs),
    formatNumber(engine.memoryMb),
    formatNumber(engine.coldMs),
    engine.contender.hasExactLines ? 'yes' : 'no',
  ];
}

function stageRows(first: MeasuredContender, scan: MeasuredScan, input: InputFile): string[][] {
  const speed = (ms: number) => formatNumber(input.bytes / 1e6 / (ms / 1000));
  return [
    ['scan alone, one core', formatNumber(scan.ms), formatNumber(scan.megabytesPerSecond)],
    ...Object.entries(first.stages).map(([stage, ms]) => [stage, formatNumber(ms), speed(ms)]),
  ];
}

function slowestStage({ stages }: MeasuredContender): string {
  const [slowest] = Object.entries(stages).toSorted(([, a], [, b]) => b - a);
  if (!slowest) return 'The stages were not told apart.';
  const [stage, stageMs] = slowest;
  const all = Object.values(stages).reduce((sum, ms) => sum + ms, 0);
  return `The next bottleneck is “${stage}”: ${formatNumber((100 * stageMs) / all)} % of the time of all steps.`;
}
