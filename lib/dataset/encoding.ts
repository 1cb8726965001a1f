/** The character encodings a file may be in. */
export const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'iso-8859-1', 'windows-1252'] as const;

export type Encoding = (typeof ENCODINGS)[number];

/**
 * What a definition may ask for. `utf-16` leaves the byte order to the file's byte order mark and means little
 * endian without one; `auto` is to be detected.
 */
export type EncodingName = Encoding | 'utf-16' | 'auto';

/** Other names of the same encodings, without the hyphens, underscores and spaces that people vary. */
const ALIASES: Readonly<Record<string, EncodingName>> = {
  auto: 'auto',
  utf8: 'utf-8',
  ascii: 'utf-8',
  usascii: 'utf-8',
  utf16: 'utf-16',
  utf16le: 'utf-16le',
  utf16be: 'utf-16be',
  ucs2: 'utf-16',
  iso88591: 'iso-8859-1',
  latin1: 'iso-8859-1',
  l1: 'iso-8859-1',
  windows1252: 'windows-1252',
  cp1252: 'windows-1252',
};

/** The encoding that a definition's text names, in any usual spelling; null for one that is not supported. */
export function encodingNamed(text: string): EncodingName | null {
  const name = text.toLowerCase().replaceAll(/[-_ ]/g, '');
  return Object.hasOwn(ALIASES, name) ? (ALIASES[name] ?? null) : null;
}
