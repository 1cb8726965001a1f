/**
 * Metrics by minute, in memory and in an append-only file. What is older than 15 days goes, which is how long CloudWatch
 * keeps minutes; there are no finer periods.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { JsonLinesFile } from '../json-lines';
import { addStatistics, emptyStatistics, type Statistics } from './statistics';

export interface Metric {
  namespace: string;
  name: string;
  dimensions: Readonly<Record<string, string>>;
}

export interface MetricSeries {
  metric: Metric;
  unit: string | undefined;
  /** By the minute's start, epoch seconds. */
  minutes: Map<number, Statistics>;
}

const recordSchema = z.object({
  namespace: z.string(),
  name: z.string(),
  dimensions: z.record(z.string(), z.string()),
  unit: z.string().optional(),
  minute: z.number(),
  count: z.number(),
  sum: z.number(),
  min: z.number(),
  max: z.number(),
  values: z.array(z.tuple([z.number(), z.number()])),
});

type MetricRecord = z.infer<typeof recordSchema>;

const KEPT_SECONDS = 15 * 24 * 3600;
const MINUTE = 60;

/** Lines beyond twice the number of minutes before the file is written anew. */
const COMPACT_LINES = 50_000;

export class MetricStore {
  readonly #series = new Map<string, MetricSeries>();
  readonly #file: JsonLinesFile<MetricRecord>;
  #lines = 0;
  #minutes = 0;

  private constructor(dir: string) {
    this.#file = new JsonLinesFile(join(dir, 'metrics.jsonl'), recordSchema);
  }

  static async open(dir: string): Promise<MetricStore> {
    await mkdir(dir, { recursive: true });
    const store = new MetricStore(dir);
    for await (const record of store.#file.read()) {
      const { unit, minute, count, sum, min, max, values, ...metric } = record;
      store.#merge(metric, unit, minute, { count, sum, min, max, values: new Map(values) });
    }
    store.#compact();
    return store;
  }

  /** Adds to the minute in which `timestampSec` lies. */
  add(metric: Metric, statistics: Statistics, options: { timestampSec: number; unit?: string }): void {
    const minute = Math.floor(options.timestampSec / MINUTE) * MINUTE;
    const { count, sum, min, max, values } = statistics;
    const { unit } = options;
    this.#file.append({ ...metric, unit, minute, count, sum, min, max, values: [...values] });
    this.#merge(metric, unit, minute, statistics);
    this.#lines++;
    if (this.#lines > COMPACT_LINES + 2 * this.#minutes) this.#compact();
  }

  /** The series of exactly these dimensions. */
  find(metric: Metric): MetricSeries | undefined {
    return this.#series.get(seriesKey(metric));
  }

  all(): IterableIterator<MetricSeries> {
    return this.#series.values();
  }

  close(): void {
    this.#file.close();
  }

  #merge(metric: Metric, unit: string | undefined, minute: number, statistics: Statistics): void {
    const key = seriesKey(metric);
    let series = this.#series.get(key);
    if (!series) this.#series.set(key, (series = { metric, unit, minutes: new Map() }));
    series.unit = unit ?? series.unit;
    let kept = series.minutes.get(minute);
    if (!kept) {
      series.minutes.set(minute, (kept = emptyStatistics()));
      this.#minutes++;
    }
    addStatistics(kept, statistics);
  }

  /** Drops what is too old and writes each minute on one line. */
  #compact(): void {
    const oldest = Date.now() / 1000 - KEPT_SECONDS;
    this.#minutes = 0;
    for (const [key, { minutes }] of this.#series) {
      for (const minute of minutes.keys()) if (minute < oldest) minutes.delete(minute);
      if (minutes.size === 0) this.#series.delete(key);
      this.#minutes += minutes.size;
    }
    this.#file.rewrite(this.#records());
    this.#lines = this.#minutes;
  }

  *#records(): Generator<MetricRecord> {
    for (const { metric, unit, minutes } of this.#series.values()) {
      for (const [minute, { values, ...summary }] of minutes) {
        yield { ...metric, unit, minute, ...summary, values: [...values] };
      }
    }
  }
}

/** The values of a series by period, summed up over each; periods are counted from `anchorSec`. */
export function sumByPeriod(
  series: MetricSeries,
  window: { startSec: number; endSec: number; periodSec: number; anchorSec: number },
): Map<number, Statistics> {
  const { startSec, endSec, periodSec, anchorSec } = window;
  const first = Math.floor(startSec / MINUTE) * MINUTE;
  const periods = new Map<number, Statistics>();
  // A narrow window looks its minutes up, a wide one walks those there are.
  const isNarrow = (endSec - first) / MINUTE < series.minutes.size;
  for (const minute of isNarrow ? minutesBetween(first, endSec) : series.minutes.keys()) {
    const statistics = series.minutes.get(minute);
    if (!statistics || minute < first || minute >= endSec) continue;
    const start = anchorSec + Math.floor((minute - anchorSec) / periodSec) * periodSec;
    let period = periods.get(start);
    if (!period) periods.set(start, (period = emptyStatistics()));
    addStatistics(period, statistics);
  }
  return periods;
}

function* minutesBetween(first: number, endSec: number): Generator<number> {
  for (let minute = first; minute < endSec; minute += MINUTE) yield minute;
}

function seriesKey({ namespace, name, dimensions }: Metric): string {
  const pairs = Object.entries(dimensions).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([namespace, name, pairs]);
}
