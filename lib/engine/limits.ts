/** Bounds of one check, all in bytes unless named otherwise. */
export interface EngineLimits {
  /** The first segment of a file is closed at the first record that starts beyond it: small, so that work starts early. */
  firstSegmentBytes: number;
  /** Each segment may be twice as long as the one before, up to this. It bounds memory and the disk's use. */
  segmentBytes: number;
  /** A segment has no more records than this, sound and broken. */
  segmentRecords: number;
  /** And no more broken ones than this: what is said of each is longer than most records are. */
  segmentBrokenRecords: number;
  /** A longer record is refused with `record-too-long`. */
  recordBytesMax: number;
  /** A file with more columns cannot be used. */
  columnsMax: number;
}

export const DEFAULT_LIMITS: EngineLimits = {
  firstSegmentBytes: 4 * 1024 * 1024,
  segmentBytes: 16 * 1024 * 1024,
  segmentRecords: 400_000,
  segmentBrokenRecords: 100_000,
  recordBytesMax: 1024 * 1024,
  columnsMax: 1024,
};
