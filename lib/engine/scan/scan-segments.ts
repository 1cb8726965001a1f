import type { DatasetDefinition } from '../../dataset/definition';
import type { Dialect } from '../../dataset/dialect';
import type { OnStep } from '../check-step';
import type { EngineLimits } from '../limits';
import type { SourceLength } from '../source/source-length';
import { bytesOfDialect } from './dialect-bytes';
import { RecordScanner } from './record-scanner';
import { segmentDialectOf } from './segment-file';
import { SegmentSeries } from './segment-series';
import type { ScannedSegment } from './segment-series';
import { Segmenter } from './segmenter';
import type { SuggestRepair } from './segmenter';
import { WINDOW_BYTES, windowsOf } from './windows-of';

export interface ScanOptions extends EngineLimits {
  definition: DatasetDefinition;
  dialect: Dialect;
  /** Folder for the segments. */
  dir: string;
  /** Null where the file is UTF-8. */
  sourceLength?: SourceLength | null;
  suggestRepair?: SuggestRepair;
  /** Called after each window of the text. */
  onWindow?: (rows: number) => void;
  signal?: AbortSignal | undefined;
  onStep?: OnStep | undefined;
}

export interface ScanSummary {
  /** Records, sound and broken, without headers. */
  rows: number;
  blankRows: number;
  repeatedHeaders: number;
}

/**
 * Scans a text in UTF-8 to its end and yields its segments as they are full. Memory is bounded by the window, which
 * grows to a few times the longest record. A table without rows yields no segment.
 * @throws LakeportError with a problem of the file.
 */
export async function* scanSegments(
  text: AsyncIterable<Uint8Array>,
  options: ScanOptions,
): AsyncGenerator<ScannedSegment, ScanSummary> {
  const { dialect, recordBytesMax, sourceLength = null, suggestRepair = () => null } = options;
  const segments = new SegmentSeries(options, segmentDialectOf(dialect));
  const segmenter = new Segmenter({ ...options, segments, suggestRepair });
  const scanner = new RecordScanner(
    { dialect: bytesOfDialect(dialect), recordBytesMax, sourceLength },
    segmenter,
  );
  try {
    for await (const window of windowsOf(text, WINDOW_BYTES)) {
      options.signal?.throwIfAborted();
      const startedAt = performance.now();
      window.done(scanner.scan(window.bytes, window.isLast));
      options.onStep?.('scan', performance.now() - startedAt);
      options.onWindow?.(segmenter.rows);
      if (window.isLast) segmenter.finish();
      yield* segments.takeClosed();
    }
    const { rows, blankRows, repeatedHeaders } = segmenter;
    return { rows, blankRows, repeatedHeaders };
  } finally {
    segments.closeCurrent();
  }
}
