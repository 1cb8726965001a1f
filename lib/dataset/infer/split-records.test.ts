/** A sample is cut into the records that the scanner would find in the file. */
import { describe, expect, it } from 'vitest';
import { splitRecords } from './split-records';
import type { CellDialect } from './split-records';

const COMMA: CellDialect = { delimiter: ',', quoteChar: '"', doubleQuote: true, skipInitialSpace: false };

function cells(text: string, dialect: Partial<CellDialect> = {}, options = {}): string[][] {
  return splitRecords(text, { ...COMMA, ...dialect }, options).map((record) => record.cells);
}

describe('cells', () => {
  it.each<[string, string, Partial<CellDialect>, string[][]]>([
    [
      'any line end',
      'a,b\r\nc,d\re,f\n',
      {},
      [
        ['a', 'b'],
        ['c', 'd'],
        ['e', 'f'],
      ],
    ],
    ['quotes', '"a,b","c ""d""",', {}, [['a,b', 'c "d"', '']]],
    [
      'line breaks in quotes',
      '"a\r\nb",c\nd,e',
      {},
      [
        ['a\nb', 'c'],
        ['d', 'e'],
      ],
    ],
    ['escapes', '"a\\"b",c\\,d', { escapeChar: '\\' }, [['a"b', 'c,d']]],
    ['no doubling', '"a","b"', { doubleQuote: false }, [['a', 'b']]],
    ['no quotes', '"a,b"', { quoteChar: '' }, [['"a', 'b"']]],
    ['longer delimiters', 'a||b|c||', { delimiter: '||' }, [['a', 'b|c', '']]],
    ['initial spaces', 'a,  b, "c, d"', { skipInitialSpace: true }, [['a', 'b', 'c, d']]],
    ['blank lines', '\n  \na,b\n\t\n', {}, [['a', 'b']]],
    ['lines of delimiters', '\t\t\n', { delimiter: '\t' }, [['', '', '']]],
    ['comments', '#a,b\nc,#d\n', { commentChar: '#' }, [['c', '#d']]],
    ['a byte order mark', '\uFEFF"a",b', {}, [['a', 'b']]],
  ])('%s', (_, text, dialect, expected) => {
    expect(cells(text, dialect)).toEqual(expected);
  });
});

describe('broken records', () => {
  it.each([
    ['a stray quote', 'a,b"c\nd,e\n'],
    ['text behind a closing quote', 'a,"b"c\nd,e\n'],
    ['a quote that is never closed', 'a,"b\nd,e\n'],
  ])('end with their line: %s', (_, text) => {
    const records = splitRecords(text, COMMA);
    expect(records.map(({ isBroken, line }) => [isBroken, line])).toEqual([
      [true, 1],
      [false, 2],
    ]);
    expect(records[1]?.cells).toEqual(['d', 'e']);
  });
});

describe('places', () => {
  it('are physical lines, those in cells and blank ones counted', () => {
    const records = splitRecords('"a\nb",c\n\nd,e\n', COMMA);
    expect(records.map(({ line }) => line)).toEqual([1, 4]);
  });
});

describe('the end of a cut sample', () => {
  it('is dropped unless a line ends there', () => {
    expect(cells('a,b\nc,d', {}, { isCut: true })).toEqual([['a', 'b']]);
    expect(cells('a,b\nc,d\n', {}, { isCut: true })).toHaveLength(2);
    expect(cells('a,b\nc,d', {})).toHaveLength(2);
    expect(cells('a,b\nc,d', {}, { recordsMax: 1 })).toEqual([['a', 'b']]);
  });
});
