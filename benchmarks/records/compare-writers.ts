/** How fast Lakeport writes records, against plain concurrent calls of BatchWriteItem on the same endpoint. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { medianOf } from '../harness/median-of';
import { startEndpoint } from './start-endpoint';
import { makeRecords, makeRequests, ownWriter, plainWriter } from './writers';

const IN_FLIGHT = [8, 16, 32];

export interface ComparedWriter {
  title: string;
  itemsPerSecond: number;
  /** Processor time of the writing process for a thousand items, which a busy machine changes least. */
  cpuMs: number;
  /** Lakeport's rate divided by this one's, round by round. */
  ratio: number;
}

/** Writers take turns, each round beginning with another one; the first of the answer is Lakeport. */
export async function compareWriters({
  items,
  rounds,
  onRun,
}: {
  items: number;
  rounds: number;
  onRun: (sentence: string) => void;
}): Promise<ComparedWriter[]> {
  const dir = await mkdtemp(path.join(tmpdir(), 'lakeport-bench-records-'));
  const endpoint = await startEndpoint('dynamodb', dir);
  try {
    const records = makeRecords(items);
    const requests = makeRequests(records);
    const plain = IN_FLIGHT.map((inFlight) => plainWriter(endpoint.client, requests, inFlight));
    const measured = [ownWriter(endpoint.client, records), ...plain].map((writer) => ({
      writer,
      rates: new Array<number>(),
      cpuMs: new Array<number>(),
    }));
    for (const { writer } of measured) await writer.write();
    for (let round = 0; round < rounds; round += 1) {
      for (let turn = 0; turn < measured.length; turn += 1) {
        const taking = measured[(round + turn) % measured.length];
        if (!taking) continue;
        const cpuBefore = process.cpuUsage();
        const started = performance.now();
        await taking.writer.write();
        taking.rates.push(items / ((performance.now() - started) / 1000));
        const { user, system } = process.cpuUsage(cpuBefore);
        taking.cpuMs.push((user + system) / items);
        onRun(`round ${round + 1}: ${taking.writer.title}, ${Math.round(taking.rates.at(-1) ?? 0)} items/s`);
      }
    }
    const own = measured[0]?.rates ?? [];
    return measured.map(({ writer, rates, cpuMs }) => ({
      title: writer.title,
      itemsPerSecond: medianOf(rates),
      cpuMs: medianOf(cpuMs),
      ratio: medianOf(rates.map((rate, round) => (own[round] ?? NaN) / rate)),
    }));
  } finally {
    await endpoint.stop();
    await rm(dir, { recursive: true, force: true });
  }
}
