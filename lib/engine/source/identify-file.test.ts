import { Readable } from 'node:stream';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { parseDefinition } from '../../dataset/definition';
import type { DatasetDefinition } from '../../dataset/definition';
import { LakeportError } from '../../errors';
import type { FileSource } from './file-source';
import { identifyFile } from './identify-file';

/** A definition of that encoding, also of one that parsing would refuse. */
function definitionIn(encoding: string, dialect = {}): DatasetDefinition {
  const schema = { fields: [{ name: 'a', type: 'string' }] };
  return { ...parseDefinition({ name: 'd', schema, dialect }), encoding };
}

function sourceOf(bytes: Buffer | string, chunkBytes = 1000): FileSource & { isOpen(): boolean } {
  const all = Buffer.from(bytes);
  let stream: Readable | null = null;
  return {
    sizeBytes: all.length,
    isOpen: () => stream !== null && !stream.destroyed,
    open: (range) => {
      const part = all.subarray(range?.start, range?.end);
      const chunks = Array.from({ length: Math.ceil(part.length / chunkBytes) }, (_, index) =>
        part.subarray(index * chunkBytes, (index + 1) * chunkBytes),
      );
      stream = Readable.from(chunks, { objectMode: false });
      return stream;
    },
  };
}

const identify = (bytes: Buffer | string, encoding = 'utf-8', dialect = {}) =>
  identifyFile(sourceOf(bytes), definitionIn(encoding, dialect));

async function refusal(bytes: Buffer | string, encoding?: string): Promise<string> {
  try {
    return JSON.stringify(await identify(bytes, encoding));
  } catch (error) {
    return error instanceof LakeportError ? `${error.code}: ${error.sentence}` : String(error);
  }
}

const utf16le = (text: string) => Buffer.from(text, 'utf16le');
const utf16be = (text: string) => utf16le(text).swap16();
/** Bytes without any pattern, the same on each run. */
const noise = deflateRawSync(
  Buffer.from(Array.from({ length: 20_000 }, (_, at) => (at * at * 2654435761) >>> 13)),
);

describe('the format of a file', () => {
  it.each([
    ['a,b\n1,2\n', 'csv'],
    ['', 'csv'],
    ['\ufeff\n {"a":1}\n', 'ndjson'],
    ['{}\n{"a":1}', 'ndjson'],
    ['{\'a\':1}\n{"a":1}\n', 'ndjson'],
    ['[{"a":1}]', 'json'],
    [' [\r\n  {\n"a":1}]', 'json'],
    ['[ ]', 'json'],
    ['[1,\n{"a":1}]', 'json'],
    ['[id],[name]\n1,x\n', 'csv'],
    ['{id},{name}\n1,x\n', 'csv'],
    ['[1,2]\n[3,4]\n', 'csv'],
    ['PAR1\x15\x04', 'parquet'],
    ['PAR1,PAR2\n1,2\n', 'csv'],
  ])('%j is %s, zipped or not', async (text, format) => {
    expect(await identify(text)).toMatchObject({ format, compression: null });
    expect(await identify(gzipSync(text))).toMatchObject({ format, compression: 'gzip' });
  });
});

describe('the head of a file', () => {
  it('is its text without the mark, whatever it came in', async () => {
    const text = 'a,b\n1,é\n';
    for (const bytes of [
      Buffer.from(`\ufeff${text}`),
      utf16le(`\ufeff${text}`),
      utf16be(text),
      Buffer.from(text, 'latin1'),
    ]) {
      expect((await identify(bytes, 'auto')).head.toString()).toBe(text);
      expect((await identify(gzipSync(bytes), 'auto')).head.toString()).toBe(text);
    }
  });

  it.each(['\n', '\r\n', '\r'])('of a large one ends with a line (%j)', async (lineEnd) => {
    const text = `1234567,é漢😀${lineEnd}`.repeat(30_000);
    for (const bytes of [Buffer.from(text), utf16le(`\ufeff${text}`)]) {
      const head = (await identify(bytes, 'auto')).head.toString();
      expect(text.startsWith(head)).toBe(true);
      expect(head.endsWith(lineEnd) || head.endsWith('\r')).toBe(true);
      expect(head.length).toBeGreaterThan(100_000);
      expect(head.length).toBeLessThan(text.length);
    }
  });

  it('of a large one is read without the rest, and the source is let go', async () => {
    for (const bytes of [Buffer.alloc(2_000_000, 'a,b\n'), gzipSync(noise.toString('hex').repeat(50))]) {
      const source = sourceOf(bytes);
      await identifyFile(source, definitionIn('utf-8'));
      expect(source.isOpen()).toBe(false);
    }
  });
});

describe('the encoding of a file', () => {
  it.each([
    ['utf-8', Buffer.from('\ufeffé'), 'utf-8'],
    ['utf-8', Buffer.from('caf\xe9\n', 'latin1'), 'utf-8'],
    ['utf-16', utf16be('\ufeffa,b'), 'utf-16be'],
    ['utf-16', utf16le('\ufeffa,b'), 'utf-16le'],
    ['utf-16', utf16be('a,b'), 'utf-16be'],
    ['UTF-16', utf16le('名,\n'), 'utf-16le'],
    ['utf-16', Buffer.alloc(0), 'utf-16le'],
    ['utf-16be', utf16be('名,\n'), 'utf-16be'],
    ['latin1', Buffer.from('caf\xe9\n', 'latin1'), 'iso-8859-1'],
    ['cp1252', Buffer.from('é'), 'windows-1252'],
    ['auto', Buffer.from('\x80 5\n', 'latin1'), 'windows-1252'],
    ['auto', utf16le('a,b\n'), 'utf-16le'],
  ])('named %s', async (name, bytes, encoding) => {
    expect((await identify(bytes, name)).encoding).toBe(encoding);
  });

  it.each([
    ['caf\xe9\n', 'windows-1252'],
    ['cafÃ©\n', 'utf-8'],
    ['cafe\n', 'utf-8'],
  ])('to be detected is told by what comes late, as %j', async (late, encoding) => {
    const start = 'a,b\n'.repeat(100_000);
    const bytes = Buffer.from(start + late.repeat(100_000), 'latin1');
    expect((await identify(bytes, 'auto')).encoding).toBe(encoding);
    expect((await identify(Buffer.from(start + late, 'latin1'), 'auto')).encoding).toBe(encoding);
  });

  it.each([
    ['utf-8', utf16le('\ufeffa,b\n'), 'utf-16le'],
    ['utf-8', utf16be('a,b\n1,2\n'), 'utf-16be'],
    ['utf-16be', utf16le('\ufeffa,b\n'), 'utf-16le'],
    ['utf-16le', utf16be('a,b\n1,2\n'), 'utf-16be'],
    ['utf-16', Buffer.from('\ufeffa,b\n'), 'utf-8'],
    ['utf-16le', Buffer.from('a,b\n'), 'utf-8'],
    ['latin1', Buffer.from('\ufeffa,b\n'), 'utf-8'],
    ['windows-1252', utf16le('a,b\n1,2\n'), 'utf-16le'],
  ])('named %s but plainly another one is refused with the way out', async (name, bytes, found) => {
    expect(await refusal(bytes, name)).toMatch(
      new RegExp(`^file-encoding: .*Set "encoding": "${found}" or "auto"`),
    );
  });

  it('that is not known is a mistake of the definition', async () => {
    expect(await refusal('a', 'ebcdic')).toMatch(/^invalid-definition: .*ebcdic/);
  });
});

describe('a file that is no text', () => {
  it.each([
    ['a workbook', Buffer.from('PK\x03\x04…')],
    ['an old workbook', Buffer.from('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'latin1')],
    ['a PDF', Buffer.from('%PDF-1.7\n')],
    ['a picture', Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), noise])],
    ['Zstandard', Buffer.from('\x28\xb5\x2f\xfd', 'latin1')],
    ['gzip in gzip', gzipSync('a,b\n')],
    ['UTF-32', Buffer.from('\xff\xfe\0\0a\0\0\0', 'latin1')],
    ['noise', noise],
  ])('is refused with a way out: %s', async (_, bytes) => {
    for (const encoding of ['utf-8', 'auto', 'latin1']) {
      expect(await refusal(gzipSync(bytes), encoding)).toMatch(/^file-encoding: The file is [^.]+\. \S.+\.$/);
    }
  });

  it('is not one with some NUL bytes, or with delimiters that are control characters', async () => {
    expect(await identify('a,b\n\0\0,\0\n')).toMatchObject({ format: 'csv' });
    expect(await identify('a\x1fb\x1e'.repeat(100))).toMatchObject({ format: 'csv' });
    expect(await identify('a\x02b\n'.repeat(100), 'utf-8', { delimiter: '\x02' })).toMatchObject({
      format: 'csv',
    });
  });

  it('or is damaged gzip, is refused as such', async () => {
    const zipped = gzipSync(noise);
    expect(await refusal(zipped.subarray(0, 100))).toMatch(/^source-error: The gzip file is damaged/);
  });
});
