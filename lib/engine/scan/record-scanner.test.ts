import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dialectSchema } from '../../dataset/dialect';
import { bytesOfDialect } from './dialect-bytes';
import { RecordScanner } from './record-scanner';
import { splitCells } from './split-cells';

interface Event {
  what: 'record' | 'broken' | 'blank';
  text?: string;
  line?: number;
  offset?: number;
  cells?: number;
  code?: string;
}

/** Scans a text through windows of the given sizes, each of which begins with what the last one left. */
function scan(
  text: string | Buffer,
  options: { dialect?: object; max?: number; windows?: number[]; width?: number } = {},
): Event[] {
  const { max = 1000, windows = [1 << 20], width = 0 } = options;
  const events: Event[] = [];
  const dialect = bytesOfDialect(dialectSchema.parse(options.dialect ?? {}));
  const scanner = new RecordScanner(
    { dialect, recordBytesMax: max },
    {
      width,
      skipsLine: () => false,
      record: (bytes, start, end, { line, offset, cells }) => {
        events.push({ what: 'record', text: bytes.toString('latin1', start, end), line, offset, cells });
      },
      broken: (bytes, start, end, { line, offset, code }) => {
        events.push({ what: 'broken', text: bytes.toString('latin1', start, end), line, offset, code });
      },
      blank: () => events.push({ what: 'blank' }),
    },
  );
  const bytes = Buffer.from(text);
  let at = 0;
  for (let turn = 0; ; turn++) {
    const size = Math.max(2 * max + 2, windows[turn % windows.length] ?? 0);
    const isLast = at + size >= bytes.length;
    at += scanner.scan(bytes.subarray(at, at + size), isLast);
    if (isLast) return events;
  }
}

const texts = (events: Event[], what: Event['what'] = 'record') =>
  events.filter((event) => event.what === what).map((event) => event.text);

describe('record scanner', () => {
  it.each([
    ['LF', 'a,b\n1,2\n', ['a,b', '1,2']],
    ['CRLF', 'a,b\r\n1,2\r\n', ['a,b', '1,2']],
    ['CR alone', 'a,b\r1,2\r', ['a,b', '1,2']],
    ['mixed line ends', 'a\n\r\nb\rc\r\nd', ['a', 'b', 'c', 'd']],
    ['no line end at the end', 'a\nb', ['a', 'b']],
    ['a byte order mark', '\ufeffa,b\n1,2', ['a,b', '1,2']],
    ['line breaks in quotes', 'a,"x\r\ny"\nb', ['a,"x\r\ny"', 'b']],
    ['doubled quotes', '"a""b",c\nd', ['"a""b",c', 'd']],
  ])('finds records with %s', (_, text, records) => {
    expect(texts(scan(text))).toEqual(records);
  });

  it('counts physical lines and byte offsets', () => {
    const events = scan('é\r\n"x\ny\rz",1\n\n2\n');
    expect(events).toMatchObject([
      { what: 'record', line: 1, offset: 0 },
      { what: 'record', line: 2, offset: 4 },
      { what: 'blank' },
      { what: 'record', line: 6, offset: 15 },
    ]);
  });

  it('refuses the line of a quote that is never closed, and only that', () => {
    const events = scan('1,a\n2,"b\n3,c\n4,d');
    expect(texts(events)).toEqual(['1,a', '3,c', '4,d']);
    expect(events[1]).toMatchObject({ what: 'broken', code: 'quote-error', text: '2,"b', line: 2 });
  });

  it('does not let the next quoted cell close a quote', () => {
    const events = scan('1,"a\n2,"b"\n3,c\n');
    expect(texts(events)).toEqual(['2,"b"', '3,c']);
    expect(texts(events, 'broken')).toEqual(['1,"a']);
  });

  it('refuses text after a closing quote', () => {
    const events = scan('1,"a"b\n2,c');
    expect(texts(events, 'broken')).toEqual(['1,"a"b']);
    expect(texts(events)).toEqual(['2,c']);
  });

  it('cuts a record that is too long and goes on behind it', () => {
    const events = scan(`a\n${'x'.repeat(50)}\nb`, { max: 20 });
    expect(texts(events)).toEqual(['a', 'b']);
    expect(events[1]).toMatchObject({ code: 'record-too-long', text: 'x'.repeat(20), line: 2, offset: 2 });
    expect(events[2]).toMatchObject({ line: 3, offset: 53 });
  });

  it('gives up on a quote after the longest record', () => {
    const events = scan(`a,"b\n${'c\n'.repeat(50)}`, { max: 20 });
    expect(texts(events, 'broken')).toEqual(['a,"b']);
    expect(texts(events)).toHaveLength(50);
  });

  it('skips comments, also with quotes in them', () => {
    expect(texts(scan('# it’s "so\na\n#', { dialect: { commentChar: '#' } }))).toEqual(['a']);
  });

  it('calls a line of spaces blank, but not one of delimiters', () => {
    expect(scan(' \t \n,\n\n').map((event) => event.what)).toEqual(['blank', 'record', 'blank']);
  });

  it('opens a quote behind initial spaces where the dialect says so', () => {
    const [record] = scan('a, "b,c"\n', { dialect: { skipInitialSpace: true } });
    expect(record).toMatchObject({ text: 'a, "b,c"', cells: 2 });
  });

  const unruly = fc
    .array(fc.constantFrom('"', '"', ',', '\n', '\r', '\r\n', ' ', 'a', 'bc', '#', 'é'), { maxLength: 80 })
    .map((pieces) => pieces.join(''));

  it('finds the same whatever the windows', () => {
    fc.assert(
      fc.property(
        unruly,
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 3, max: 30 }),
        fc.boolean(),
        (text, windows, max, skipInitialSpace) => {
          const dialect = { commentChar: '#', skipInitialSpace };
          expect(scan(text, { dialect, max, windows })).toEqual(scan(text, { dialect, max }));
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('loses no byte, and knows the line of each', () => {
    fc.assert(
      fc.property(unruly, (text) => {
        const bytes = Buffer.from(text).toString('latin1');
        let end = 0;
        for (const event of scan(text)) {
          if (event.what === 'blank') continue;
          const { text: found = '', offset = -1, line } = event;
          expect(bytes.slice(offset, offset + found.length)).toBe(found);
          expect(bytes.slice(end, offset)).toMatch(/^[\r\n \t]*$/);
          expect(line).toBe(bytes.slice(0, offset).split(/\r\n|\r|\n/).length);
          end = offset + found.length;
        }
        expect(bytes.slice(end)).toMatch(/^[\r\n \t]*$/);
      }),
      { numRuns: 3000 },
    );
  });

  it('counts as many cells as a record splits into', () => {
    fc.assert(
      fc.property(unruly, fc.boolean(), (text, skipInitialSpace) => {
        const dialect = dialectSchema.parse({ skipInitialSpace });
        for (const { what, text: record = '', cells } of scan(text, { dialect })) {
          if (what === 'record') expect(splitCells(record, dialect)).toHaveLength(cells ?? -1);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
