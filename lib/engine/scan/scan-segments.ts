import { namedDialect } from '../../dataset/dialect';
import type { FileLayout } from './file-layout';
import { RecordScanner } from './record-scanner';
import { refuseBinary } from './refuse-binary';
import type { Segment } from './segment-file';
import { Segmenter } from './segmenter';
import type { SegmenterOptions } from './segmenter';

export interface ScanOptions extends SegmenterOptions {
  recordBytesMax: number;
  /** Called after each window of a few megabytes. */
  onWindow?: (rows: number) => void;
  signal?: AbortSignal | undefined;
}

export interface ScannedSegment {
  segment: Segment;
  layout: FileLayout;
}

export interface ScanSummary {
  /** Records, sound and broken, without the header. */
  rows: number;
  blankRows: number;
}

const WINDOW_BYTES_MIN = 2 * 1024 * 1024;

/**
 * Scans a text to its end and yields its segments as they are full. Memory is bounded by the window, which
 * is about twice the longest record. An empty table yields no segment.
 * @throws LakeportError with a problem of the file.
 */
export async function* scanSegments(
  text: AsyncIterable<Uint8Array>,
  options: ScanOptions,
): AsyncGenerator<ScannedSegment, ScanSummary> {
  const segmenter = new Segmenter(options);
  const scanner = new RecordScanner(
    namedDialect(options.definition.dialect),
    options.recordBytesMax,
    segmenter,
  );
  try {
    for await (const window of windows(text, 2 * options.recordBytesMax)) {
      options.signal?.throwIfAborted();
      window.done(scanner.scan(window.bytes, window.isLast));
      options.onWindow?.(segmenter.rows);
      const layout = window.isLast ? segmenter.finish() : segmenter.layout;
      if (layout) for (const segment of segmenter.takeClosed()) yield { segment, layout };
    }
    return { rows: segmenter.rows, blankRows: segmenter.blankRows };
  } finally {
    segmenter.abandon();
  }
}

interface Window {
  bytes: Buffer;
  isLast: boolean;
  /** Says how many bytes need not be shown again. */
  done(bytes: number): void;
}

/** Fills one buffer again and again, so that chunks of any size cost the same; there is always a last window. */
async function* windows(text: AsyncIterable<Uint8Array>, bytesMin: number): AsyncGenerator<Window> {
  const buffer = Buffer.allocUnsafeSlow(Math.max(WINDOW_BYTES_MIN, bytesMin));
  let filled = 0;
  let isFirst = true;
  const done = (bytes: number) => {
    buffer.copyWithin(0, bytes, filled);
    filled -= bytes;
  };
  for await (const chunk of text) {
    let taken = 0;
    while (taken < chunk.length) {
      const length = Math.min(chunk.length - taken, buffer.length - filled);
      buffer.set(chunk.subarray(taken, taken + length), filled);
      filled += length;
      taken += length;
      if (filled < buffer.length) continue;
      if (isFirst) refuseBinary(buffer);
      isFirst = false;
      yield { bytes: buffer, isLast: false, done };
    }
  }
  if (isFirst) refuseBinary(buffer.subarray(0, filled));
  yield { bytes: buffer.subarray(0, filled), isLast: true, done };
}
