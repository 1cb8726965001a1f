import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LakeportError } from '../../errors';
import { sourceLengthOf } from '../source/source-length';
import type { SourceLength } from '../source/source-length';
import { JsonScanner } from './json-scanner';

interface Found {
  line: number;
  offset: number;
  raw: string;
  /** Its members, or the code of its problem. */
  is: [string, string | null][] | string;
}

interface Scanned {
  rows: Found[];
  blank: number;
  /** Code of the error that ended the scan. */
  failed: string | null;
}

interface ScanOptions {
  recordBytesMax?: number;
  /** Sizes of the windows, over and over; each at least one byte longer than a record may be. */
  windows?: readonly number[];
  sourceLength?: SourceLength | null;
}

function scan(format: 'json' | 'ndjson', text: string | Buffer, options: ScanOptions = {}): Scanned {
  const { recordBytesMax = 200, windows = [100_000], sourceLength = null } = options;
  const bytes = Buffer.from(text);
  const scanned: Scanned = { rows: [], blank: 0, failed: null };
  const scanner = new JsonScanner(
    format,
    recordBytesMax,
    {
      object: (buffer, start, end, { line, offset }, members) =>
        scanned.rows.push({ line, offset, raw: buffer.toString('latin1', start, end), is: [...members] }),
      broken: (buffer, start, end, { line, offset, code }) =>
        scanned.rows.push({ line, offset, raw: buffer.toString('latin1', start, end), is: code }),
      blank: () => (scanned.blank += 1),
    },
    sourceLength,
  );
  let start = 0;
  try {
    for (let turn = 0; ; turn++) {
      const end = start + Math.max(recordBytesMax + 1, windows[turn % windows.length] ?? 0);
      start += scanner.scan(Buffer.from(bytes.subarray(start, end)), end >= bytes.length);
      if (end >= bytes.length) return scanned;
    }
  } catch (error) {
    if (!(error instanceof LakeportError)) throw error;
    return { ...scanned, failed: error.code };
  }
}

/** What was found, in short: the value of `a` of an object, or the code and raw text of what is broken. */
function outline({ rows }: Scanned): string[] {
  return rows.map(({ is, raw }) => (typeof is === 'string' ? `${is} ${raw}` : (is[0]?.[1] ?? 'null')));
}

describe('newline-delimited JSON', () => {
  it('has an object on each line, whatever ends the lines', () => {
    const text = '\ufeff{"a":1}\n\n{"a":2}\r\n \t\r{"b":{"c":3}}\r{"a":"é"}';
    expect(scan('ndjson', text)).toEqual({
      rows: [
        { line: 1, offset: 3, raw: '{"a":1}', is: [['a', '1']] },
        { line: 3, offset: 12, raw: '{"a":2}', is: [['a', '2']] },
        { line: 5, offset: 24, raw: '{"b":{"c":3}}', is: [['b', '{"c":3}']] },
        { line: 6, offset: 38, raw: '{"a":"\xc3\xa9"}', is: [['a', 'é']] },
      ],
      blank: 2,
      failed: null,
    });
  });

  it('loses no line to a broken one', () => {
    const invalid = Buffer.concat([Buffer.from('{"a":"'), Buffer.of(0xff), Buffer.from('"}\n{"a":8}')]);
    const long = `{"a":"${'x'.repeat(200)}"}`;
    const text = `{"a":1\n{"a":2}\n[{"a":3}]\n4\n{"a":"\n{"a":6}\n${long}\r\n{"a":7}\n`;
    expect(outline(scan('ndjson', Buffer.concat([Buffer.from(text), invalid])))).toEqual([
      'type-error {"a":1',
      '2',
      'type-error [{"a":3}]',
      'type-error 4',
      'type-error {"a":"',
      '6',
      `record-too-long ${long.slice(0, 200)}`,
      '7',
      'encoding-error {"a":"\xff"}',
      '8',
    ]);
  });

  it('has offsets of the file as received', () => {
    const found = scan('ndjson', '\ufeff{"a":"é😀"}\n{"a":2}', { sourceLength: sourceLengthOf('utf-16le') });
    expect(found.rows.map(({ offset }) => offset)).toEqual([2, 26]);
  });
});

describe('a JSON array', () => {
  it('has elements at any place', () => {
    const text = '\ufeff \n[{"a":1}, {"a":"]},"}\r\n\r,\n{"a":\n"x"}\n]\n ';
    expect(scan('json', text)).toEqual({
      rows: [
        { line: 2, offset: 6, raw: '{"a":1}', is: [['a', '1']] },
        { line: 2, offset: 15, raw: '{"a":"]},"}', is: [['a', ']},']] },
        { line: 5, offset: 31, raw: '{"a":\n"x"}', is: [['a', 'x']] },
      ],
      blank: 0,
      failed: null,
    });
  });

  it.each([
    ['none', '[]', []],
    ['none, with space', ' [\n] \n', []],
    [
      'what is no object',
      '[1, {"a":1}, "x,{]" , [{"a":2}], null]',
      ['type-error 1', '1', 'type-error "x,{]"', 'type-error [{"a":2}]', 'type-error null'],
    ],
    ['a balanced but malformed one', '[{"a":1,},{"a":2}]', ['type-error {"a":1,}', '2']],
    ['a missing comma', '[{"a":1} {"a":2}{"a":3}]', ['1', '2', '3']],
    ['text behind one', '[{"a":1} x, {"a":2}]', ['1', 'type-error x', '2']],
    ['two commas', '[{"a":1},,{"a":2},]', ['1', 'type-error ', '2', 'type-error ']],
    ['a brace too many', '[{"a":1}}, {"a":2}]', ['1', 'type-error }', '2']],
    [
      'a quote not closed, line by line',
      '[\n {"a":"1},\n {"a":2},\n {"a":3}\n]',
      ['type-error {"a":"1}', '2', '3'],
    ],
    ['a quote not closed in the last line', '[\n {"a":1},\n {"a":"2}\n]', ['1', 'type-error {"a":"2}']],
    [
      'a quote not closed, on one line',
      '[{"a":1},{"a":"2},{"a":3},{"a":4}]\n',
      ['1', 'type-error {"a":"2}', '3', '4'],
    ],
    [
      'quotes not closed on two lines',
      '[\n{"a":"1},\n{"a":2},\n{"a":3"}\n]',
      ['type-error {"a":"1}', '2', 'type-error {"a":3"}'],
    ],
    [
      'a brace not closed, line by line',
      '[\n {"a":1,\n {"a":2},\n {"a":3}]',
      ['type-error {"a":1', '2', '3'],
    ],
    ['a brace not closed, on one line', '[{"a":1, {"a":2}, {"a":3}]', ['type-error {"a":1', '2', '3']],
    ['a brace not closed at the end', '[{"a":1}, {"a":2]', ['1', 'type-error {"a":2']],
    [
      'objects inside a broken one',
      '[\n  {"a":1,\n    "b":[\n      {"a":9}\n    ]\n  ,\n  {"a":2}\n]',
      ['type-error {"a":1,\n    "b":[\n      {"a":9}\n    ]', '2'],
    ],
    [
      'objects inside an array that is no object',
      '[[\n{"a":1},\n{"a":2}\n],{"a":3}]',
      ['type-error [\n{"a":1},\n{"a":2}\n]', '3'],
    ],
    [
      'a brace not closed that a later one makes up for',
      '[\n{"a":1,\n{"a":2},\n{"a":3}},\n{"a":4}]',
      ['type-error {"a":1', '2', '3', 'type-error }', '4'],
    ],
    ['a wrong bracket', '[{"a":[1}, {"a":2}]', ['type-error {"a":[1}', '2']],
  ])('with %s', (_, text, expected) => {
    const scanned = scan('json', text);
    expect(outline(scanned)).toEqual(expected);
    expect(scanned.failed).toBeNull();
  });

  it('loses no element to one that is too long, closed or not', () => {
    const long = `{"a":"${'x'.repeat(900)}"}`;
    const cut = `record-too-long ${long.slice(0, 200)}`;
    expect(outline(scan('json', `[{"a":1},${long},{"a":2}]`))).toEqual(['1', cut, '2']);
    expect(outline(scan('json', `[\n {"b":{},"a":1},\n ${long},\n {"a":2}\n]`))).toEqual(['{}', cut, '2']);
    expect(outline(scan('json', `[{"a":1},${long.replace('"}', '')},{"a":2}]`))).toEqual(['1', cut, '2']);
    expect(scan('json', `[{"a":1},${long}]`)).toMatchObject({ failed: null, rows: { length: 2 } });
  });

  it('finds the next element also where the limit and a window end right before it', () => {
    const long = `{"a":"${'x'.repeat(193)},`;
    const text = `[{"a":1},${long}{"a":2},{"a":3}]\n`;
    expect(outline(scan('json', text, { windows: [1] }))).toEqual(['1', `record-too-long ${long}`, '2', '3']);
  });

  it.each([
    '[{"a":1}',
    '[{"a":1},',
    '[{"a":1},{"a":[{"a":2},{"a":3}]',
    '[\n{"a":1},\n{"a":[\n{"a":2},\n{"a":3}\n]',
    '[{"a":"]',
    '[',
    '',
    '[{"a":1}] x',
    '[{"a":1}][{"a":2}]',
    '{"a":1}',
    `[{"a":1},{"a":"${'x'.repeat(900)}`,
  ])('that does not end is refused as a whole: %s', (text) => {
    expect(scan('json', text).failed).toBe('source-error');
  });

  it('cut anywhere never looks complete', () => {
    const array = JSON.stringify(
      [
        { a: [1, { a: '],[' }], b: ']' },
        { a: 2, c: [{ a: 3 }, { a: 4 }] },
      ],
      null,
      1,
    );
    for (let end = 0; end < array.length; end++) {
      expect(scan('json', array.slice(0, end)).failed).toBe('source-error');
    }
  });
});

const cell = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 6 }), fc.integer(), fc.constant(null));
const row = fc.dictionary(
  fc.constantFrom('a', 'b', 'c,}', 'd"['),
  fc.oneof(cell, fc.array(cell, { maxLength: 2 })),
);
const damaged = fc.record({
  rows: fc.array(row, { maxLength: 12 }),
  indent: fc.integer({ min: 0, max: 2 }),
  cuts: fc.array(
    fc.record({ at: fc.nat(400), put: fc.constantFrom('', '"', '{', '}', ']', ',', '\n', '\\') }),
    {
      maxLength: 3,
    },
  ),
});

function spell(format: 'json' | 'ndjson', rows: object[], indent: number): string {
  if (format === 'ndjson') return rows.map((object) => JSON.stringify(object)).join('\n');
  return JSON.stringify(rows, null, indent);
}

describe.each(['json', 'ndjson'] as const)('%s', (format) => {
  it('is read as JSON.parse reads it', () => {
    fc.assert(
      fc.property(fc.array(row), fc.integer({ min: 0, max: 2 }), (rows, indent) => {
        const { rows: found } = scan(format, spell(format, rows, indent), { recordBytesMax: 1000 });
        expect(found.map(({ raw }) => JSON.parse(Buffer.from(raw, 'latin1').toString()))).toEqual(
          rows.map((object) => JSON.parse(JSON.stringify(object))),
        );
        for (const { is } of found) expect(typeof is).not.toBe('string');
      }),
    );
  });

  it('is read the same in windows of any size, however it is damaged', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(
        damaged,
        sizes,
        fc.integer({ min: 20, max: 80 }),
        ({ rows, indent, cuts }, windows, max) => {
          const text = cuts.reduce(
            (whole, { at, put }) => whole.slice(0, at) + put + whole.slice(at + 1),
            spell(format, rows, indent),
          );
          const whole = scan(format, text, { recordBytesMax: max });
          const parts = scan(format, text, { recordBytesMax: max, windows });
          // What was found before a file turns out to be cut short depends on how far the scan could see.
          if (whole.failed === null || parts.failed === null) expect(parts).toEqual(whole);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('has each row at its line and offset', () => {
    fc.assert(
      fc.property(damaged, ({ rows, indent, cuts }) => {
        const text = cuts.reduce(
          (whole, { at, put }) => whole.slice(0, at) + put + whole.slice(at + 1),
          spell(format, rows, indent),
        );
        const bytes = Buffer.from(text).toString('latin1');
        for (const { line, offset, raw } of scan(format, text).rows) {
          expect(bytes.slice(offset, offset + raw.length)).toBe(raw);
          expect(bytes.slice(0, offset).split(/\r\n|\r|\n/)).toHaveLength(line);
        }
      }),
    );
  });
});

it('a damaged element takes no other with it where each has a line', () => {
  const damage = fc.record({
    at: fc.nat(),
    within: fc.nat(),
    put: fc.constantFrom('', '"', '{', '}', ',', ':', '\\', 'x'),
  });
  const flat = fc.array(fc.dictionary(fc.constantFrom('a', 'b'), cell), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(flat, damage, fc.constantFrom('\n', '\r\n', '\r'), (rows, { at, within, put }, lineEnd) => {
      const lines = rows.map((object) => JSON.stringify(object));
      const index = at % lines.length;
      const line = lines[index] ?? '';
      const cut = within % line.length;
      const spoilt = line.slice(0, cut) + put + line.slice(cut + 1);
      const text = `[${lineEnd}${lines.with(index, spoilt).join(`,${lineEnd}`)}${lineEnd}]`;
      const { rows: found, failed } = scan('json', text);
      expect(failed).toBeNull();
      const sound = found.filter(({ is, line: place }) => typeof is !== 'string' && place !== index + 2);
      expect(sound.map(({ raw }) => Buffer.from(raw, 'latin1').toString())).toEqual(
        lines.toSpliced(index, 1),
      );
    }),
    { numRuns: 500 },
  );
});
