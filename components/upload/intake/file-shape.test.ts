import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { fileShape } from './file-shape';

const file = (name: string, content: string | Uint8Array<ArrayBuffer>) => new File([content], name);

/** Whether two files would be looked at as one kind. */
async function areAlike(one: File, other: File): Promise<boolean> {
  return (await fileShape(one)) === (await fileShape(other));
}

describe('files are of one kind', () => {
  it('when their headers are the same, whatever their rows are', async () => {
    expect(await areAlike(file('a.csv', 'id,name\n1,x\n'), file('b.csv', '"ID", name\r\n2,y\r\n'))).toBe(
      true,
    );
    expect(await areAlike(file('a.csv', 'id,name\n1,x\n'), file('b.csv', 'id,title\n1,x\n'))).toBe(false);
  });

  it('when they have no header and as many columns', async () => {
    const weather = file('a.txt', '19850101\t  -22\t -128\t   94\n');
    expect(await areAlike(weather, file('b.txt', '20250101\t -9999\t 12\t 0\n'))).toBe(true);
    expect(await areAlike(weather, file('c.txt', '20250101\t 12\t 0\n'))).toBe(false);
  });

  it('when they are gzipped and the same inside', async () => {
    const rows = 'id,name\n'.concat('1,x\n'.repeat(50_000));
    const zipped = (text: string) => new Uint8Array(gzipSync(text));
    expect(await areAlike(file('a.csv.gz', zipped(rows)), file('b.csv.gz', zipped('id,name\n')))).toBe(true);
    expect(await areAlike(file('a.csv.gz', zipped(rows)), file('c.csv.gz', zipped('id,title\n')))).toBe(
      false,
    );
  });

  it('when they are UTF-16 and the same', async () => {
    const utf16 = (text: string) => new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le'));
    expect(await areAlike(file('a.csv', utf16('id;ä\n1;2\n')), file('b.csv', 'id;ä\n3;4\n'))).toBe(true);
  });

  it('when their objects have the same keys', async () => {
    expect(
      await areAlike(file('a.ndjson', '{"id":1,"n":2}\n'), file('b.ndjson', '{"id": 3, "n": 4}\n')),
    ).toBe(true);
    expect(await areAlike(file('a.ndjson', '{"id":1}\n'), file('b.ndjson', '{"key":3}\n'))).toBe(false);
  });
});

it('a broken gzip file is a kind of its own and no failure', async () => {
  expect(await fileShape(file('a.csv.gz', 'no gzip at all'))).toContain('gz');
});
