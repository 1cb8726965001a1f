/** What S3 tells EventBridge of an object, with the raw key (classic notifications would encode it). */
export interface ObjectEvent {
  bucket: string;
  key: string;
  /** 0 for a deletion. */
  sizeBytes: number;
  /** Without quotes; empty for a deletion. */
  etag: string;
  /** Null in a bucket without versions. */
  versionId: string | null;
  /** Hexadecimal; of two events of one key the later has the greater text. */
  sequencer: string;
  eventName: 'Object Created' | 'Object Deleted';
  reason: 'PutObject' | 'CopyObject' | 'CompleteMultipartUpload' | 'DeleteObject';
  /** Of deletions only. */
  deletionType?: 'Permanently Deleted' | 'Delete Marker Created';
  /** ISO 8601, UTC. */
  time: string;
}

const SEQUENCER_DIGITS = 18;
let lastSequence = 0n;

/** Grows with every call, and across restarts as far as the clock does. */
export function nextSequencer(): string {
  const byClock = BigInt(Date.now()) * 4096n;
  lastSequence = byClock > lastSequence ? byClock : lastSequence + 1n;
  return lastSequence.toString(16).toUpperCase().padStart(SEQUENCER_DIGITS, '0');
}
