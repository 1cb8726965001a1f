import { describeMachine } from '../harness/describe-machine';
import type { RecordsOptions } from '../harness/parse-options';
import { compareWriters, type ComparedWriter } from './compare-writers';
import { followCapacity, type CapacityPhase, type FollowedPhase } from './follow-capacity';
import { formatNumber, renderTable } from '../harness/render-table';

const PHASES: CapacityPhase[] = [
  { writesPerSecond: 1_000, seconds: 15 },
  { writesPerSecond: 4_000, seconds: 15 },
  { writesPerSecond: 250, seconds: 15 },
  { writesPerSecond: 2_000, seconds: 15 },
];
/** What is aimed at: this share of what the best of the plain writers reaches. */
const AIM = 0.9;

/** How fast records are written, and how that follows what a table can take; the report as Markdown. */
export async function benchRecords(
  { items, rounds }: RecordsOptions,
  onRun: (sentence: string) => void,
): Promise<string> {
  const machine = await describeMachine();
  const writers = await compareWriters({ items, rounds, onRun });
  const phases = await followCapacity(PHASES, onRun);
  return [
    `${new Date().toISOString().slice(0, 10)} · ${machine}`,
    `### ${formatNumber(items)} records to the laptop's DynamoDB, ${rounds} rounds`,
    ...renderWriters(writers),
    '### A table whose capacity changes',
    renderTable(
      ['items/s it takes', 'used at first', 'used', 'refused for one taken', 'requests under way'],
      phases.map(phaseCells),
    ).join('\n'),
  ].join('\n\n');
}

function renderWriters(writers: readonly ComparedWriter[]): string[] {
  const [, ...plain] = writers;
  const best = plain.toSorted((one, other) => other.itemsPerSecond - one.itemsPerSecond)[0];
  if (!best) throw new RangeError('There is nothing to compare with.');
  const table = renderTable(
    ['writer', 'items/s', 'Lakeport against it', 'CPU ms for 1,000'],
    writers.map(({ title, itemsPerSecond, ratio, cpuMs }) => [
      title,
      formatNumber(itemsPerSecond),
      formatNumber(ratio, 2),
      formatNumber(cpuMs),
    ]),
  );
  const verdict = best.ratio >= AIM ? 'reached' : 'missed';
  return [
    table.join('\n'),
    `- against the best of the plain writers (${best.title}): ${formatNumber(100 * best.ratio)} %, aim at least ${100 * AIM} %: ${verdict}`,
  ];
}

function phaseCells({ writesPerSecond, usedAtFirst, used, refused, inFlight }: FollowedPhase): string[] {
  const [least, most] = inFlight;
  return [
    formatNumber(writesPerSecond),
    `${formatNumber(100 * usedAtFirst)} %`,
    `${formatNumber(100 * used)} %`,
    formatNumber(refused, 2),
    least === most ? String(least) : `${least} to ${most}`,
  ];
}
