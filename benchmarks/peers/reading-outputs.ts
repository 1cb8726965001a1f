/** What every JavaScript peer does with a row: check it, route it, add it up, write it. */
import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import type { ReadingCounts } from '../contender-process';

const COLUMNS = ['timestamp', 'device_id', 'value', 'unit', 'anomaly_score'];
const TIMESTAMP = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}Z$/;
const DEVICE = /^[A-Za-z0-9][A-Za-z0-9_.:-]*$/;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

interface Aggregate {
  readings: number;
  sum: number;
  minimum: number;
  maximum: number;
  anomalous: number;
}

export class ReadingOutputs {
  private readonly counts: ReadingCounts = { received: 0, accepted: 0, anomalous: 0, rejected: 0 };
  private readonly aggregates = new Map<string, Aggregate>();
  private readonly accepted: BufferedFile;
  private readonly anomalies: BufferedFile;
  private readonly rejects: BufferedFile;

  constructor(private readonly outDir: string) {
    const header = `${COLUMNS.join(',')},_line\n`;
    this.accepted = new BufferedFile(path.join(outDir, 'accepted.csv'), header);
    this.anomalies = new BufferedFile(path.join(outDir, 'anomalies.csv'), header);
    this.rejects = new BufferedFile(path.join(outDir, 'rejects.csv'), 'line,reason,raw\n');
  }

  take(cells: readonly string[], line: number): void {
    this.counts.received += 1;
    const reason = reasonToRefuse(cells);
    if (reason !== null) {
      this.counts.rejected += 1;
      this.rejects.write(`${line},${csvCell(reason)},${csvCell(cells.join(','))}\n`);
      return;
    }
    const [timestamp = '', device = '', value = '', unit = '', score = ''] = cells;
    const isAnomalous = Number(score) > 0.5;
    this.counts[isAnomalous ? 'anomalous' : 'accepted'] += 1;
    this.addUp(device, Number(value), isAnomalous);
    const row = `${timestamp},${device},${value},${csvCell(unit)},${score},${line}\n`;
    (isAnomalous ? this.anomalies : this.accepted).write(row);
  }

  finish(): ReadingCounts {
    for (const file of [this.accepted, this.anomalies, this.rejects]) file.close();
    const rows = [...this.aggregates]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([device, { readings, sum, minimum, maximum, anomalous }]) => {
        return `${device},${readings},${sum / readings},${minimum},${maximum},${anomalous}\n`;
      });
    const header = 'device_id,readings,average,minimum,maximum,anomalous\n';
    writeFileSync(path.join(this.outDir, 'aggregates.csv'), header + rows.join(''));
    return this.counts;
  }

  private addUp(device: string, value: number, isAnomalous: boolean): void {
    const aggregate = this.aggregates.get(device);
    if (aggregate === undefined) {
      const anomalous = isAnomalous ? 1 : 0;
      this.aggregates.set(device, { readings: 1, sum: value, minimum: value, maximum: value, anomalous });
      return;
    }
    aggregate.readings += 1;
    aggregate.sum += value;
    if (value < aggregate.minimum) aggregate.minimum = value;
    if (value > aggregate.maximum) aggregate.maximum = value;
    if (isAnomalous) aggregate.anomalous += 1;
  }
}

function reasonToRefuse(cells: readonly string[]): string | null {
  if (cells.length !== COLUMNS.length) return `has ${cells.length} cells`;
  const [timestamp = '', device = '', value = '', , score = ''] = cells;
  if (!TIMESTAMP.test(timestamp) || Number.isNaN(Date.parse(timestamp)))
    return 'timestamp is no date and time';
  if (!DEVICE.test(device)) return 'device_id is missing or malformed';
  if (!NUMBER.test(value)) return 'value is no number';
  if (!NUMBER.test(score)) return 'anomaly_score is no number';
  const number = Number(score);
  return number < 0 || number > 1 ? 'anomaly_score is not between 0 and 1' : null;
}

function csvCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Collects small writes; a stream with its queue and callbacks would be slower. */
class BufferedFile {
  private static readonly BUFFER_CHARACTERS = 256 * 1024;
  private readonly file: number;

  constructor(
    target: string,
    private buffered: string,
  ) {
    this.file = openSync(target, 'w');
  }

  write(text: string): void {
    this.buffered += text;
    if (this.buffered.length >= BufferedFile.BUFFER_CHARACTERS) this.flush();
  }

  close(): void {
    this.flush();
    closeSync(this.file);
  }

  private flush(): void {
    writeSync(this.file, this.buffered);
    this.buffered = '';
  }
}
