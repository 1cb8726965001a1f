import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detectEncoding } from './detect-encoding';

const latin1 = (text: string) => Buffer.from(text, 'latin1');
const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16();

describe('the encoding of a text', () => {
  it.each([
    ['with the mark of UTF-8', Buffer.from('\ufeffa'), 'utf-8'],
    ['with the mark of UTF-16', Buffer.from('\ufeffa', 'utf16le'), 'utf-16le'],
    ['with the mark of UTF-16, big endian', utf16be('\ufeffa'), 'utf-16be'],
    ['in UTF-16 without a mark', Buffer.from('a,b\n1,é\n', 'utf16le'), 'utf-16le'],
    ['in UTF-16, big endian, without a mark', utf16be('a,b\n1,é\n'), 'utf-16be'],
    ['in UTF-16 in another script', Buffer.from('名前,都市\n太郎,東京\n'.repeat(20), 'utf16le'), 'utf-16le'],
    ['in ASCII', Buffer.from('a,b\n'), 'utf-8'],
    ['that is empty', Buffer.alloc(0), 'utf-8'],
    ['in UTF-8', Buffer.from('naïve,😀,漢\n'), 'utf-8'],
    ['in UTF-8 with a damaged byte', latin1('Ã©,Ã©,Ã©\n\xe9\n'), 'utf-8'],
    ['with stray NUL bytes', Buffer.from('a,b\n\0,1\n2,\0\n'), 'utf-8'],
    ['in windows-1252', latin1('na\xefve caf\xe9 \x80 5\n'), 'windows-1252'],
    ['with bytes that windows-1252 lacks', latin1('na\xefve \x81\n'), 'iso-8859-1'],
    ['with surrogates in UTF-8', latin1('\xed\xa0\x80\n'), 'windows-1252'],
    ['with overlong forms', latin1('\xc0\xaf\xe0\x80\xaf\n'), 'windows-1252'],
  ])('%s', (_, bytes, encoding) => {
    const detected = detectEncoding(bytes, true);
    expect(detected.encoding).toBe(encoding);
    expect(detected.confidence).toBeGreaterThan(0);
    expect(detected.confidence).toBeLessThanOrEqual(1);
  });

  it('is told with less certainty where the text tells less', () => {
    const confidenceOf = (bytes: Buffer) => detectEncoding(bytes).confidence;
    expect(confidenceOf(Buffer.from('\ufeffa'))).toBeGreaterThan(confidenceOf(Buffer.from('é\n')));
    expect(confidenceOf(Buffer.from('é\n'))).toBeGreaterThan(confidenceOf(Buffer.from('e\n')));
    expect(confidenceOf(Buffer.from('e\n'))).toBeGreaterThan(confidenceOf(latin1('caf\xe9\n')));
  });

  it('is UTF-8 wherever a head of it is cut, but not when the whole text ends in half a character', () => {
    const text = Buffer.from('é漢😀');
    for (let end = 0; end <= text.length; end++) {
      expect(detectEncoding(text.subarray(0, end)).encoding).toBe('utf-8');
    }
    expect(detectEncoding(latin1('caf\xe9'), true).encoding).toBe('windows-1252');
  });

  it('is UTF-8 exactly for what a strict decoder takes', () => {
    const bytes = fc.uint8Array({ minLength: 1, maxLength: 6 }).filter((array) => !array.includes(0));
    fc.assert(
      fc.property(
        fc.oneof(
          bytes,
          fc.string({ unit: 'binary', minLength: 1 }).map((text) => Buffer.from(text)),
        ),
        (array) => {
          fc.pre(!/mark|zero/.test(detectEncoding(array, true).reason));
          let isValid = true;
          try {
            new TextDecoder('utf-8', { fatal: true }).decode(array);
          } catch {
            isValid = false;
          }
          const { encoding, confidence } = detectEncoding(array, true);
          expect(encoding === 'utf-8' && [0.8, 0.99].includes(confidence)).toBe(isValid);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
