/** How writing keeps to what a table can take, while that changes: a sample each second. */
import { setTimeout as sleep } from 'node:timers/promises';
import { AdaptiveConcurrency } from '../../lib/aws/records/adaptive-concurrency';
import { BatchWriter } from '../../lib/aws/records/batch-writer';
import { RECORDS_TABLE } from './endpoint-messages';
import { startEndpoint } from './start-endpoint';
import { makeRecords, makeRequests } from './writers';

const BURST = 500;
const LATENCY_MS = 5;
const SAMPLE_MS = 1_000;
const DISTINCT_ITEMS = 10_000;

export interface CapacityPhase {
  writesPerSecond: number;
  seconds: number;
}

export interface FollowedPhase extends CapacityPhase {
  /** Shares of the capacity that were used in its first three seconds, and after them. */
  usedAtFirst: number;
  used: number;
  /** Refused writes for each one taken. */
  refused: number;
  /** Requests under way, at least and at most. */
  inFlight: [number, number];
}

interface Sample {
  taken: number;
  refused: number;
  limit: number;
  seconds: number;
}

export async function followCapacity(
  phases: readonly CapacityPhase[],
  onPhase: (sentence: string) => void,
): Promise<FollowedPhase[]> {
  const first = phases[0]?.writesPerSecond ?? 0;
  const endpoint = await startEndpoint('limited', String(first), String(BURST), String(LATENCY_MS));
  const concurrency = new AdaptiveConcurrency();
  const stopping = new AbortController();
  const table = RECORDS_TABLE.TableName;
  const writer = new BatchWriter({ client: endpoint.client, table, concurrency, signal: stopping.signal });
  const writing = writeForEver(writer, stopping.signal);
  try {
    const followed: FollowedPhase[] = [];
    for (const phase of phases) {
      const samples: Sample[] = [];
      let before = {
        ...(await endpoint.ask({ writesPerSecond: phase.writesPerSecond })),
        at: performance.now(),
      };
      for (let second = 0; second < phase.seconds; second += 1) {
        await sleep(SAMPLE_MS);
        const now = { ...(await endpoint.ask({})), at: performance.now() };
        samples.push({
          taken: now.taken - before.taken,
          refused: now.refused - before.refused,
          limit: concurrency.limit,
          seconds: (now.at - before.at) / 1000,
        });
        before = now;
      }
      followed.push(summarize(phase, samples));
      onPhase(`${phase.writesPerSecond} items/s: ${Math.round(100 * (followed.at(-1)?.used ?? 0))} % used`);
    }
    return followed;
  } finally {
    stopping.abort(new Error('Enough was seen.'));
    await writing;
    await endpoint.stop();
  }
}

/** The same items again and again, until the signal ends it. */
async function writeForEver(writer: BatchWriter, signal: AbortSignal): Promise<void> {
  const requests = makeRequests(makeRecords(DISTINCT_ITEMS));
  try {
    for (let next = 0; ; next += 1) {
      const request = requests[next % requests.length];
      if (request) await writer.write(String(next), request);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
    await writer.flush().catch(() => undefined);
  }
}

const SETTLING_SECONDS = 3;

function summarize(phase: CapacityPhase, samples: readonly Sample[]): FollowedPhase {
  const settled = samples.slice(SETTLING_SECONDS);
  const limits = settled.map(({ limit }) => limit);
  return {
    ...phase,
    usedAtFirst: usedOf(phase, samples.slice(0, SETTLING_SECONDS)),
    used: usedOf(phase, settled),
    refused: sum(settled, 'refused') / sum(settled, 'taken'),
    inFlight: [Math.min(...limits), Math.max(...limits)],
  };
}

function usedOf({ writesPerSecond }: CapacityPhase, samples: readonly Sample[]): number {
  return sum(samples, 'taken') / (writesPerSecond * sum(samples, 'seconds'));
}

function sum(samples: readonly Sample[], figure: keyof Sample): number {
  return samples.reduce((total, sample) => total + sample[figure], 0);
}
