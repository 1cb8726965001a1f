import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LakeportError } from '../../errors';
import { diskSource } from './file-source';
import type { FileSource } from './file-source';
import { openText } from './open-text';
import type { OpenText } from './open-text';

const GZIP = { compression: 'gzip', encoding: 'utf-8' } as const;
const PLAIN = { compression: null, encoding: 'utf-8' } as const;

function sourceOf(bytes: Buffer, chunkBytes = 1 << 16): FileSource {
  async function* chunks() {
    for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
  }
  return { sizeBytes: bytes.length, open: chunks };
}

async function read(text: OpenText): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of text.bytes) parts.push(Buffer.from(part));
  return Buffer.concat(parts);
}

/** The text, or the code of the error that it ends with. */
async function unzip(bytes: Buffer, chunkBytes?: number): Promise<string> {
  try {
    return (await read(openText(sourceOf(bytes, chunkBytes), GZIP))).toString();
  } catch (error) {
    return error instanceof LakeportError ? error.code : String(error);
  }
}

describe('a text', () => {
  it('is counted and hashed as it was received, and decoded', async () => {
    const zipped = gzipSync(Buffer.from('\ufeffa,é\n', 'utf16le'));
    const text = openText(sourceOf(zipped, 3), { compression: 'gzip', encoding: 'utf-16le' });
    expect((await read(text)).toString()).toBe('\ufeffa,é\n');
    expect(text.bytesRead()).toBe(zipped.length);
    expect(text.sha256()).toBe(createHash('sha256').update(zipped).digest('hex'));
    expect(text.sha256()).toBe(text.sha256());
  });

  it.each([
    ['before it is read', async () => undefined],
    [
      'while it is read',
      async (text: OpenText) => {
        for await (const part of text.bytes) if (part.length > 0) break;
      },
    ],
  ])('lets go of its source when it is closed %s', async (_, readSome) => {
    const stream = Readable.from([gzipSync('a'.repeat(1e6)), Buffer.alloc(10)], { objectMode: false });
    const text = openText({ sizeBytes: 0, open: () => stream }, GZIP);
    await readSome(text);
    text.close();
    expect(stream.destroyed).toBe(true);
  });

  it('whose source breaks off is refused, also when that happens before it is read', async () => {
    const dir = await mkdtemp(path.join(tmpdir(), 'lakeport-source-'));
    const source = await diskSource(dir);
    await rm(dir, { recursive: true });
    for (const shape of [PLAIN, GZIP]) {
      const text = openText(source, shape);
      await new Promise((resolve) => setTimeout(resolve, 20));
      await expect(read(text)).rejects.toMatchObject({ code: 'source-error' });
    }
  });
});

describe('gzip', () => {
  const hello = gzipSync('hello ');
  const world = gzipSync('world');

  it.each([
    ['one member', hello, 'hello '],
    ['an empty one', gzipSync(''), ''],
    ['several members', Buffer.concat([hello, gzipSync(''), world]), 'hello world'],
    ['zeros behind it', Buffer.concat([hello, world, Buffer.alloc(1000)]), 'hello world'],
    ['a member behind zeros', Buffer.concat([hello, Buffer.alloc(10), world]), 'source-error'],
    ['text behind it', Buffer.concat([hello, Buffer.from('garbage')]), 'source-error'],
    ['half a header behind it', Buffer.concat([hello, world.subarray(0, 2)]), 'source-error'],
    ['an end that is missing', hello.subarray(0, -3), 'source-error'],
    ['a second member cut short', Buffer.concat([hello, world.subarray(0, 12)]), 'source-error'],
    ['a wrong checksum', Buffer.from(hello).fill(0, hello.length - 8, hello.length - 4), 'source-error'],
  ])('with %s, in chunks of any size', async (_, bytes, text) => {
    for (const chunkBytes of [1, 2, 7, hello.length, 1000]) {
      expect(await unzip(bytes, chunkBytes)).toBe(text);
    }
  });

  it('gives what was zipped, however it was cut into members and chunks', async () => {
    const members = fc.array(fc.string({ maxLength: 30 }), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(
        members,
        fc.integer({ min: 1, max: 40 }),
        fc.nat(5),
        async (texts, chunkBytes, zeros) => {
          const zipped = Buffer.concat([...texts.map((text) => gzipSync(text)), Buffer.alloc(zeros)]);
          expect(await unzip(zipped, chunkBytes)).toBe(texts.join(''));
        },
      ),
      { numRuns: 50 },
    );
  });

  it('is read slowly without being held in memory', async () => {
    const zipped = gzipSync(Buffer.alloc(20_000_000, 'x'));
    let length = 0;
    for await (const part of openText(sourceOf(zipped), GZIP).bytes) {
      length += part.length;
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(length).toBe(20_000_000);
  });
});
