/** Bounds of one check, all in bytes unless named otherwise. */
export interface EngineLimits {
  /** A segment is closed at the first record that ends beyond it. */
  segmentBytes: number;
  /** A longer record is refused with `record-too-long`. */
  recordBytesMax: number;
}

export const DEFAULT_LIMITS: EngineLimits = {
  segmentBytes: 64 * 1024 * 1024,
  recordBytesMax: 1024 * 1024,
};
