/** A view of a text that a scanner moves along. */
export interface Window {
  bytes: Buffer;
  isLast: boolean;
  /** Says how many bytes need not be shown again. */
  done(bytes: number): void;
}

/** Small enough that what a scanner reads and writes stays in a processor's cache. */
export const WINDOW_BYTES = 256 * 1024;

/**
 * Fills one buffer again and again, so that chunks of any size cost the same. There is always a last window; every
 * other one has at least `bytesMin` bytes. When none of them is done, the next window is twice as long.
 */
export async function* windowsOf(text: AsyncIterable<Uint8Array>, bytesMin: number): AsyncGenerator<Window> {
  let buffer = Buffer.allocUnsafeSlow(bytesMin);
  let filled = 0;
  const done = (bytes: number) => {
    if (bytes === 0 && filled === buffer.length) {
      const longer = Buffer.allocUnsafeSlow(2 * buffer.length);
      longer.set(buffer);
      buffer = longer;
    }
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
      if (filled === buffer.length) yield { bytes: buffer, isLast: false, done };
    }
  }
  yield { bytes: buffer.subarray(0, filled), isLast: true, done };
}
