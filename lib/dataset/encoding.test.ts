import { describe, expect, it } from 'vitest';
import { encodingNamed, ENCODINGS } from './encoding';

describe('an encoding', () => {
  it('has its own name', () => {
    for (const encoding of ENCODINGS) expect(encodingNamed(encoding)).toBe(encoding);
  });

  it.each([
    ['UTF8', 'utf-8'],
    ['us-ascii', 'utf-8'],
    ['UTF-16', 'utf-16'],
    ['utf_16_le', 'utf-16le'],
    ['Latin-1', 'iso-8859-1'],
    ['ISO8859-1', 'iso-8859-1'],
    ['iso_8859_1', 'iso-8859-1'],
    ['CP1252', 'windows-1252'],
    ['Windows 1252', 'windows-1252'],
    ['AUTO', 'auto'],
    ['latin-9', null],
    ['constructor', null],
    ['', null],
  ])('%s is %s', (text, encoding) => {
    expect(encodingNamed(text)).toBe(encoding);
  });
});
