/** The fast path must find nothing that the careful one would not find, and write the very same bytes. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { namedDialect } from '../../dataset/dialect';
import { DEFAULT_LIMITS } from '../limits';
import { definitionOf } from '../testing/check-text';
import { bytesOfDialect } from './dialect-bytes';
import { RecordScanner } from './record-scanner';
import type { RecordSink } from './record-scanner';
import { segmentDialectOf } from './segment-file';
import { SegmentSeries } from './segment-series';
import { Segmenter } from './segmenter';

const root = mkdtempSync(path.join(tmpdir(), 'lakeport-plain-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

interface Scan {
  text: string | Buffer;
  dialect: object;
  segmentBytes: number;
  recordBytesMax: number;
}

/** Everything that a scan writes, and its counts. */
function scan({ text, dialect: named, segmentBytes, recordBytesMax }: Scan, isFast: boolean) {
  const definition = definitionOf(
    [
      { name: 'n', type: 'string' },
      { name: 'a', type: 'string' },
      { name: 'b', type: 'string' },
    ],
    { dialect: named },
  );
  const dialect = namedDialect(definition.dialect);
  const dir = mkdtempSync(path.join(root, 'scan-'));
  const bounds = {
    firstSegmentBytes: segmentBytes,
    segmentBytes,
    segmentRecords: 5,
    segmentBrokenRecords: 3,
    recordBytesMax,
  };
  const limits = { ...DEFAULT_LIMITS, ...bounds };
  const segments = new SegmentSeries({ ...limits, dir }, segmentDialectOf(dialect));
  const segmenter = new Segmenter({ ...limits, definition, dialect, segments, suggestRepair: () => null });
  const careful: RecordSink = {
    get width() {
      return segmenter.width;
    },
    skipsLine: (line) => segmenter.skipsLine(line),
    record: (...found) => segmenter.record(...found),
    broken: (...found) => segmenter.broken(...found),
    blank: () => segmenter.blank(),
  };
  const scanner = new RecordScanner(
    { dialect: bytesOfDialect(dialect), recordBytesMax },
    isFast ? segmenter : careful,
  );
  scanner.scan(Buffer.from(text), true);
  segments.closeCurrent();
  const written = segments.takeClosed().map(({ segment, layout }) => {
    const { path: file, brokenPath, lineBytesMax, ...rest } = segment;
    const lines = readFileSync(file, 'latin1');
    for (const line of lines.split('\n')) expect(line.length).toBeLessThanOrEqual(lineBytesMax);
    return { ...rest, lines, broken: brokenPath && readFileSync(brokenPath, 'utf8'), names: layout?.names };
  });
  rmSync(dir, { recursive: true });
  const { rows, blankRows, repeatedHeaders } = segmenter;
  return { rows, blankRows, repeatedHeaders, written };
}

const piece = fc.constantFrom(
  ...['1,x,y\n', '2,"q",z\r\n', '3,"a""b",c\n', '"4","5","6"\n', '"l\nm",7,8\r', 'é,ü,"€"\n', 'n,a,b\n'],
  ...[
    'a,b,n\n',
    '\ufeffn,a,b\n',
    '# note\n',
    '  \n',
    '\n',
    ',,\n',
    '9,9\n',
    '9,9,9,9\n',
    'x"y,1,2\n',
    '1,"a"b,2\n',
  ],
  ...['"', ',', '\n', '\r', 'x', '\0', `${'w'.repeat(40)},1,2\n`, '1, "s",2\n', ';', "'"],
);

describe('the fast path of a scan', () => {
  it('writes the same as the careful one', () => {
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 40 }),
        fc.integer({ min: 1, max: 400 }),
        fc.constantFrom(30, 1000),
        fc.constantFrom<object>({}, { commentChar: '#' }, { skipInitialSpace: true }, { quoteChar: "'" }),
        (pieces, segmentBytes, recordBytesMax, dialect) => {
          const text = `n,a,b\n${pieces.join('')}`;
          const run = { text, dialect, segmentBytes, recordBytesMax };
          expect(scan(run, true)).toEqual(scan(run, false));
        },
      ),
      { numRuns: 1500 },
    );
  });

  it('leaves what is no UTF-8 to the careful one', () => {
    const text = Buffer.concat([
      Buffer.from('n,a,b\n1,é,2\n3,'),
      Buffer.from([0xff]),
      Buffer.from(',4\n5,6,7\n'),
    ]);
    const run = { text, dialect: {}, segmentBytes: 1000, recordBytesMax: 1000 };
    const fast = scan(run, true);
    expect(fast).toEqual(scan(run, false));
    expect(fast.written[0]).toMatchObject({ rows: 2, brokenRows: 1 });
  });
});
