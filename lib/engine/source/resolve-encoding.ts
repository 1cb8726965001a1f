import { encodingNamed } from '../../dataset/encoding';
import type { Encoding } from '../../dataset/encoding';
import { detectEncoding, encodingOfMark } from '../../dataset/infer/detect-encoding';
import { LakeportError } from '../../errors';

const TITLES: Readonly<Record<Encoding, string>> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16, little endian',
  'utf-16be': 'UTF-16, big endian',
  'iso-8859-1': 'ISO 8859-1',
  'windows-1252': 'windows-1252',
};

/**
 * The encoding of the text that begins with `head`, by what the definition says of it. A file that is plainly in
 * another one is refused: it would be taken with the wrong characters.
 * @throws LakeportError `file-encoding` with the setting that takes the file; `invalid-definition` for a name
 * that is not known.
 */
export function resolveEncoding(head: Uint8Array, isWhole: boolean, encodingText: string): Encoding {
  const named = encodingNamed(encodingText);
  if (named === null) {
    throw new LakeportError('invalid-definition', `encoding: “${encodingText}” is not supported.`);
  }
  const detected = detectEncoding(head, isWhole).encoding;
  if (named === 'auto') return detected;
  const plain = plainEncoding(head, detected);
  if (named === 'utf-16') {
    if (plain === null && mayBeUtf16(head)) return 'utf-16le';
    if (plain !== null && isUtf16(plain)) return plain;
  } else if (plain === named || (plain === null && (!isUtf16(named) || mayBeUtf16(head)))) {
    return named;
  }
  const found = plain ?? detected;
  throw new LakeportError('file-encoding', `The file is in ${TITLES[found]}, not in ${encodingText}.`, {
    resolution: `Set "encoding": "${found}" or "auto" in the definition, or save the file in ${encodingText}.`,
  });
}

/** What the file is beyond doubt: what its byte order mark says, or UTF-16 by its zero bytes. */
function plainEncoding(head: Uint8Array, detected: Encoding): Encoding | null {
  return encodingOfMark(head) ?? (isUtf16(detected) ? detected : null);
}

/** A line break, a delimiter and a digit have a zero byte in UTF-16, so that text without any is in none. */
function mayBeUtf16(head: Uint8Array): boolean {
  return head.length === 0 || head.includes(0);
}

function isUtf16(encoding: Encoding): boolean {
  return encoding === 'utf-16le' || encoding === 'utf-16be';
}
