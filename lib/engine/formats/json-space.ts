/** The four bytes that JSON has for space between its tokens. */
export function isJsonSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

/** Index of the first byte from `start` that is no space. */
export function skipSpace(bytes: Uint8Array, start: number): number {
  let at = start;
  while (isJsonSpace(bytes[at])) at += 1;
  return at;
}

/** End of `bytes[start..end)` without the space at its end. */
export function trimSpace(bytes: Uint8Array, start: number, end: number): number {
  let at = end;
  while (at > start && isJsonSpace(bytes[at - 1])) at -= 1;
  return at;
}
