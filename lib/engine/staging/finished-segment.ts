/** What a segment has come to, so that a later check of the same file can go on from there. */
import type { Segment } from '../scan/segment-file';
import type { SegmentOutputs } from './write-segment';

export interface FinishedSegment extends Omit<SegmentOutputs, 'segment'> {
  index: number;
  firstLine: number;
  lastLine: number;
  rows: number;
  brokenRows: number;
}

export function finishedSegment({ segment, ...outputs }: SegmentOutputs): FinishedSegment {
  const { index, firstLine, lastLine, rows, brokenRows } = segment;
  return { ...outputs, index, firstLine, lastLine, rows, brokenRows };
}

/** The outputs of a segment that was finished before; null when there are none, or it was cut otherwise then. */
export function outputsOf(finished: readonly FinishedSegment[], segment: Segment): SegmentOutputs | null {
  const found = finished.find(
    ({ index, firstLine, lastLine, rows, brokenRows }) =>
      index === segment.index &&
      firstLine === segment.firstLine &&
      lastLine === segment.lastLine &&
      rows === segment.rows &&
      brokenRows === segment.brokenRows,
  );
  if (!found) return null;
  const { accepted, anomalies, rejects, discarded } = found;
  return { segment, accepted, anomalies, rejects, discarded };
}
