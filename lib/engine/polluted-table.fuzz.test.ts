/**
 * Random tables, polluted in every way that is known, spelled in random dialects, encodings and line ends, cut
 * into random chunks and segments: good rows are never lost, and what is refused is refused for the right reason
 * at the right place.
 */
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { definitionOf, openTextChecker } from './testing/check-text';
import type { TextChecker } from './testing/check-text';

let checker: TextChecker;
beforeAll(async () => {
  checker = await openTextChecker();
});
afterAll(() => checker.close());

interface Style {
  delimiter: string;
  quote: string;
  escape: string | undefined;
  encoding: 'utf-8' | 'utf-16le' | 'iso-8859-1';
}

/** A piece of a file, without its line end, and what must become of it. */
interface Piece {
  text: string;
  outcome:
    | { kind: 'good'; cells: [string, string, string] }
    | { kind: 'bad'; codes: string[] }
    | { kind: 'blank' }
    | { kind: 'header' }
    | { kind: 'comment' };
}

const RECORD_BYTES_MAX = 2000;
const HEADER = ['id', 'name', 'note'];

const style: fc.Arbitrary<Style> = fc.record({
  delimiter: fc.constantFrom(',', ';', '\t', '|', '||', '~'),
  quote: fc.constantFrom('"', "'"),
  escape: fc.constantFrom(undefined, undefined, '\\'),
  encoding: fc.constantFrom('utf-8', 'utf-8', 'utf-16le', 'iso-8859-1'),
});

/** Texts with all that a dialect gives a meaning to; all of it is in Latin-1. */
const text = fc.string({
  unit: fc.constantFrom(
    'a',
    'b',
    ' ',
    '"',
    "'",
    ',',
    ';',
    '|',
    '\t',
    '\\',
    '\n',
    '\r\n',
    'é',
    'ÿ',
    '0',
    '#x',
    '~',
  ),
  minLength: 1,
  maxLength: 8,
});

const goodRow = fc.record({
  id: fc.nat(10_000),
  name: text,
  note: text,
  quoted: fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()),
});

function spell(cell: string, isQuoted: boolean, { delimiter, quote, escape }: Style): string {
  const isNeeded = /[\r\n\\]/.test(cell) || cell.includes(quote) || cell.includes(delimiter[0] ?? '');
  if (!isQuoted && !isNeeded && !cell.startsWith('#')) return cell;
  if (escape === undefined) return quote + cell.replaceAll(quote, quote + quote) + quote;
  return quote + cell.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`) + quote;
}

const good = (named: Style) =>
  goodRow.map<Piece[]>(({ id, name, note, quoted }) => {
    const cells: [string, string, string] = [String(id), name, note];
    const spelled = cells.map((cell, index) => spell(cell, quoted[index] ?? false, named));
    return [{ text: spelled.join(named.delimiter), outcome: { kind: 'good', cells } }];
  });

const plain = (named: Style, id: string): Piece => ({
  text: [id, 'plain', 'row'].join(named.delimiter),
  outcome: { kind: 'good', cells: [id, 'plain', 'row'] },
});

function pollutions(named: Style): fc.Arbitrary<Piece[]> {
  const { delimiter, quote } = named;
  const bad = (cells: string[], ...codes: string[]): Piece[] => [
    { text: cells.join(delimiter), outcome: { kind: 'bad', codes } },
  ];
  return fc.constantFrom<Piece[]>(
    bad(['1', 'two'], 'missing-cell'),
    bad(['1', 'two', 'three', 'four'], 'extra-cell'),
    bad(['1', 'two', 'three', ''], 'extra-cell'),
    bad(['x1', 'two', 'three'], 'type-error'),
    bad(['', 'two', 'three'], 'constraint-error'),
    bad(['x1', 'n'.repeat(60), 'three'], 'type-error', 'constraint-error'),
    bad(['1', `5${quote} disk`, 'three'], 'quote-error'),
    bad(['1', `${quote}two${quote} x`, 'three'], 'quote-error'),
    bad(['1', 'nul\0', 'three'], 'nul-byte'),
    bad(['1', 'nul\0'], 'missing-cell', 'nul-byte'),
    bad(['1', 'w'.repeat(RECORD_BYTES_MAX), 'three'], 'record-too-long'),
    // An empty line would make one line end of a CR before it and an LF behind it.
    [{ text: ' ', outcome: { kind: 'blank' } }],
    [{ text: ' \t ', outcome: { kind: 'blank' } }].map((piece) =>
      delimiter === '\t' ? plain(named, '78') : { ...piece, outcome: { kind: 'blank' } as const },
    ),
    [{ text: HEADER.join(delimiter), outcome: { kind: 'header' } }],
    [{ text: `#${quote}no ${delimiter} table`, outcome: { kind: 'comment' } }],
  );
}

/** A quote that is never closed must not take the sound rows behind it; any later quote would close it. */
const unclosed = (named: Style): Piece[] => [
  {
    text: ['1', `${named.quote}open`, 'three'].join(named.delimiter),
    outcome: { kind: 'bad', codes: ['quote-error'] },
  },
  plain(named, '77'),
  plain(named, '79'),
];

interface PollutedFile {
  named: Style;
  pieces: Piece[];
  lineEnds: string[];
}

const file: fc.Arbitrary<PollutedFile> = style.chain((named) =>
  fc.record({
    named: fc.constant(named),
    pieces: fc
      .array(fc.oneof({ weight: 3, arbitrary: good(named) }, { weight: 2, arbitrary: pollutions(named) }), {
        maxLength: 14,
      })
      .chain((pieces) => fc.constantFrom(pieces.flat(), [...pieces.flat(), ...unclosed(named)])),
    lineEnds: fc.array(fc.constantFrom('\n', '\r\n', '\r'), { minLength: 1, maxLength: 5 }),
  }),
);

function encode(text: string, { encoding }: Style): Buffer {
  return Buffer.from(text, encoding === 'iso-8859-1' ? 'latin1' : encoding === 'utf-8' ? 'utf8' : 'utf16le');
}

/** The file's bytes, and what must be found in them. */
function build({ named, pieces, lineEnds }: PollutedFile) {
  let written = `${HEADER.join(named.delimiter)}\n`;
  let line = 2;
  const found = pieces.map(({ text: spelled, outcome }, index) => {
    const place = { line: String(line), byte_offset: String(encode(written, named).length) };
    const lineEnd = lineEnds[index % lineEnds.length] ?? '\n';
    written += spelled + lineEnd;
    line += spelled.split(/\r\n|\r|\n/).length;
    return { ...place, raw: spelled, outcome };
  });
  return { bytes: encode(written, named), found };
}

describe('a polluted table', () => {
  it('keeps every good row, and refuses each bad one alone, for its reason and at its place', async () => {
    await fc.assert(
      fc.asyncProperty(
        file,
        fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 300 }),
        fc.boolean(),
        async (polluted, chunkBytes, segmentBytes, isZipped) => {
          const { delimiter, quote, escape, encoding } = polluted.named;
          const definition = definitionOf(
            [
              { name: 'id', type: 'integer', constraints: { required: true } },
              { name: 'name', type: 'string', constraints: { maxLength: 50 } },
              { name: 'note', type: 'string' },
            ],
            {
              encoding,
              dialect: {
                delimiter,
                quoteChar: quote,
                commentChar: '#',
                ...(escape && { escapeChar: escape }),
              },
            },
          );
          const { bytes, found } = build(polluted);
          const { checked, accepted, rejects } = await checker.check(
            definition,
            isZipped ? gzipSync(bytes) : bytes,
            {
              chunkBytes,
              limits: { firstSegmentBytes: segmentBytes, segmentBytes, recordBytesMax: RECORD_BYTES_MAX },
            },
          );
          const expectedGood = found.flatMap(({ outcome, line }) =>
            outcome.kind === 'good' ? [[line, ...outcome.cells]] : [],
          );
          expect(accepted.map((row) => [row._line, row.id, row.name, row.note])).toEqual(expectedGood);
          const expectedBad = found.flatMap(({ outcome, line, byte_offset, raw }) => {
            const shown = raw.slice(0, RECORD_BYTES_MAX);
            return outcome.kind === 'bad'
              ? outcome.codes.map((code) => [line, byte_offset, code, shown])
              : [];
          });
          expect(rejects.map((row) => [row.line, row.byte_offset, row.code, row.raw])).toEqual(expectedBad);
          const countOf = (kind: Piece['outcome']['kind']) =>
            found.filter(({ outcome }) => outcome.kind === kind).length;
          expect(checked.counts).toMatchObject({
            received: countOf('good') + countOf('bad'),
            accepted: countOf('good'),
            rejected: countOf('bad'),
            blank: countOf('blank'),
          });
          expect(checked.repeatedHeaders).toBe(countOf('header'));
        },
      ),
      { numRuns: 120 },
    );
  });
});
