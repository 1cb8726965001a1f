import { Presets, SingleBar } from 'cli-progress';

export interface ProgressBar {
  advance(bytes: number, rows?: number): void;
  /** Prints a line above the bar. */
  print(line: string, to: 'stdout' | 'stderr'): void;
  stop(): void;
}

const MIB = 1024 ** 2;

/**
 * A bar of bytes on standard error, with their rate, that of rows where they are counted, and the time left. Where
 * that is no terminal there is no bar, so that logs and pipes stay clean.
 */
export function startProgressBar(totalBytes: number): ProgressBar {
  const shown = process.stderr.isTTY === true;
  const bar = new SingleBar(
    {
      stream: process.stderr,
      clearOnComplete: true,
      hideCursor: true,
      etaBuffer: 50,
      format: '{bar} {percentage} %  {done} of {all} MiB  {rate} MiB/s{rows}  {eta_formatted} left',
    },
    Presets.shades_classic,
  );
  const startedAt = performance.now();
  let doneBytes = 0;
  let doneRows = 0;
  const payload = () => {
    const seconds = Math.max((performance.now() - startedAt) / 1000, 0.001);
    return {
      done: (doneBytes / MIB).toFixed(1),
      all: (totalBytes / MIB).toFixed(1),
      rate: (doneBytes / MIB / seconds).toFixed(1),
      rows: doneRows > 0 ? `  ${Math.round(doneRows / seconds).toLocaleString('en')} rows/s` : '',
    };
  };
  if (shown) bar.start(totalBytes, 0, payload());
  return {
    advance(bytes, rows = 0) {
      doneBytes += bytes;
      doneRows += rows;
      if (shown) bar.update(doneBytes, payload());
    },
    print(line, to) {
      // The bar's line is wiped first, and drawn again with the next advance.
      if (shown) process.stderr.write('\r\u001b[K');
      process[to].write(`${line}\n`);
    },
    stop() {
      if (shown) bar.stop();
    },
  };
}
