/**
 * The engine beside other readers: csv-parse on valid tables in random dialects, and on broken ones a reader of
 * the same rules that has the whole text in memory and reads it character by character, with no thought for speed.
 */
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { definitionOf, openTextChecker } from './testing/check-text';
import type { CheckedText, TextChecker } from './testing/check-text';

let checker: TextChecker;
beforeAll(async () => {
  checker = await openTextChecker();
});
afterAll(() => checker.close());

interface Spelling {
  delimiter: string;
  quote: string;
  /** Null where a quote is doubled instead. */
  escape: string | null;
  comment: string | null;
  hasMark: boolean;
  /** Taken in turn, so a table may mix them. */
  lineEnds: string[];
}

interface SpelledTable {
  columns: number;
  rows: { text: string; quoted: boolean }[][];
  spelling: Spelling;
}

const spelling: fc.Arbitrary<Spelling> = fc.record({
  delimiter: fc.constantFrom(',', ';', '\t', '|', ' ', ':', '||', '~|~'),
  quote: fc.constantFrom('"', "'", '`'),
  escape: fc.constantFrom(null, null, '\\'),
  comment: fc.constantFrom(null, '#', '%'),
  hasMark: fc.boolean(),
  lineEnds: fc.array(fc.constantFrom('\n', '\r\n', '\r'), { minLength: 1, maxLength: 3 }),
});

/** What means something in one of the dialects, and what does not; no NUL and no byte order mark. */
const UNITS = [...',;\t| :~"\'`\\#%\n\rab0é€😀'];
const cell = fc.record({
  text: fc.oneof(
    fc.constant(''),
    fc.string({ unit: fc.constantFrom(...UNITS), maxLength: 6 }),
    fc.string({ unit: fc.constantFrom('a', 'b', ' ', '-', 'ß'), maxLength: 12 }),
  ),
  quoted: fc.boolean(),
});

const table: fc.Arbitrary<SpelledTable> = fc
  .tuple(fc.integer({ min: 1, max: 4 }), spelling)
  .chain(([columns, dialect]) =>
    fc.record({
      columns: fc.constant(columns),
      rows: fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { maxLength: 8 }),
      spelling: fc.constant(dialect),
    }),
  );

function headerOf(columns: number): string[] {
  return Array.from({ length: columns }, (_, index) => `column${index}`);
}

function spell({ columns, rows, spelling: dialect }: SpelledTable): string {
  const { delimiter, comment, lineEnds, hasMark } = dialect;
  const header = headerOf(columns).join(delimiter);
  const records = rows.map((cells) => {
    const spelled = cells.map((one, index) => spellCell(one, index === 0, columns === 1, dialect));
    return spelled.join(delimiter);
  });
  const remark = comment === null ? [] : [`${comment} a remark, with ${dialect.quote} and ${delimiter}`];
  const lines = [header, ...remark, ...records];
  return (
    (hasMark ? '\ufeff' : '') + lines.map((line, turn) => line + lineEnds[turn % lineEnds.length]).join('')
  );
}

function spellCell(
  { text, quoted }: { text: string; quoted: boolean },
  isFirst: boolean,
  isOnly: boolean,
  { delimiter, quote, escape, comment }: Spelling,
): string {
  const special = [...delimiter, quote, escape ?? quote, '\n', '\r'].some((character) =>
    text.includes(character),
  );
  const isComment = isFirst && comment !== null && text.startsWith(comment);
  const isBlank = isOnly && /^[ \t]*$/.test(text);
  if (!quoted && !special && !isComment && !isBlank) return text;
  if (escape === null) return quote + text.replaceAll(quote, quote + quote) + quote;
  const escaped = text.replaceAll(escape, escape + escape).replaceAll(quote, escape + quote);
  return quote + escaped + quote;
}

const parsedSchema = z.array(
  z.object({ record: z.array(z.string()), info: z.object({ lines: z.number().int() }) }),
);

/** csv-parse's records without the header, each with the line it ends on. */
function parseWithPeer(text: string, { delimiter, quote, escape, comment }: Spelling) {
  const parsed: unknown = parse(text, {
    bom: true,
    comment,
    comment_no_infix: true,
    delimiter,
    escape: escape ?? quote,
    info: true,
    quote,
    record_delimiter: ['\r\n', '\n', '\r'],
  });
  return parsedSchema.parse(parsed).slice(1);
}

async function checkWithEngine(
  spelled: SpelledTable,
  text: string,
  chunkBytes: number,
): Promise<CheckedText> {
  const { delimiter, quote, escape, comment } = spelled.spelling;
  const definition = definitionOf(
    headerOf(spelled.columns).map((name) => ({ name, type: 'string' as const })),
    {
      dialect: {
        delimiter,
        quoteChar: quote,
        doubleQuote: escape === null,
        ...(escape !== null && { escapeChar: escape }),
        ...(comment !== null && { commentChar: comment }),
      },
      missingValues: [],
    },
  );
  return checker.check(definition, text, { chunkBytes: [chunkBytes] });
}

describe('a valid table', () => {
  it('has the cells that csv-parse finds in it, on the lines it finds them', async () => {
    await fc.assert(
      fc.asyncProperty(table, fc.integer({ min: 1, max: 40 }), async (spelled, chunkBytes) => {
        const text = spell(spelled);
        const expected = parseWithPeer(text, spelled.spelling);
        const { checked, accepted } = await checkWithEngine(spelled, text, chunkBytes);
        const names = headerOf(spelled.columns);
        expect(checked.counts).toMatchObject({ received: expected.length, rejected: 0, blank: 0 });
        expect(accepted.map((row) => names.map((name) => row[name]))).toEqual(
          expected.map(({ record }) => record),
        );
        // Inside quotes csv-parse counts CRLF as two lines.
        if (expected.some(({ record }) => record.join().includes('\r\n'))) return;
        expect(accepted.map((row) => Number(row._line))).toEqual(
          expected.map(({ record, info }) => info.lines - (record.join().match(/[\r\n]/g) ?? []).length),
        );
      }),
      { numRuns: 150 },
    );
  });
});

const WIDTH = 3;

interface Line {
  start: number;
  end: number;
}

/** A record's cells and where it ends, or where it was seen to be broken; an unclosed quote is so at once. */
type ReadRecord = { cells: string[]; end: number } | { brokenAt: number };

interface PlainReading {
  blank: number;
  /** `[line, cell, …]` */
  accepted: unknown[][];
  /** `[line, offset, code, raw]` */
  rejected: unknown[][];
}

function readPlainly(text: string): PlainReading {
  const lines = linesOf(text);
  const reading: PlainReading = { blank: 0, accepted: [], rejected: [] };
  // The first line is the header.
  for (let index = 1; index < lines.length;) {
    const { start, end } = lines[index] ?? { start: 0, end: 0 };
    const read = readRecord(text, start);
    let last = index;
    if (/^[ \t]*$/.test(text.slice(start, end))) {
      reading.blank += 1;
    } else if ('brokenAt' in read) {
      last = lastLineOfBroken(text, lines, index, read.brokenAt);
      reading.rejected.push([index + 1, start, 'quote-error', text.slice(start, lines[last]?.end)]);
    } else {
      last = lineAt(lines, Math.max(start, read.end - 1));
      const { length } = read.cells;
      const isUnclosed =
        length !== WIDTH && last > index && lastLineOfBroken(text, lines, index, read.end - 1) === index;
      if (isUnclosed) last = index;
      const code = isUnclosed ? 'quote-error' : length < WIDTH ? 'missing-cell' : 'extra-cell';
      const end = isUnclosed ? lines[index]?.end : read.end;
      if (length === WIDTH) reading.accepted.push([index + 1, ...read.cells]);
      else reading.rejected.push([index + 1, start, code, text.slice(start, end)]);
    }
    index = last + 1;
  }
  return reading;
}

/** A broken record, or one of another width, ends with its first line when a later line of it is a record by itself. */
function lastLineOfBroken(text: string, lines: Line[], first: number, brokenAt: number): number {
  const last = lineAt(lines, brokenAt);
  const isRecord = ({ start }: Line) => {
    const read = readRecord(text, start);
    return 'cells' in read && read.cells.length === WIDTH;
  };
  return lines.slice(first + 1, last + 1).some(isRecord) ? first : last;
}

function readRecord(text: string, start: number): ReadRecord {
  const cells: string[] = [];
  for (let at = start; ; at += 1) {
    const quoted = /"((?:[^"]|"")*)"(?!")/y;
    quoted.lastIndex = at;
    const inQuotes = quoted.exec(text)?.[1];
    if (inQuotes === undefined && text[at] === '"') return { brokenAt: start };
    const plain = /[^,"\r\n]*/y;
    plain.lastIndex = at;
    const cell = inQuotes ?? plain.exec(text)?.[0] ?? '';
    cells.push(inQuotes === undefined ? cell : cell.replaceAll('""', '"'));
    at += inQuotes === undefined ? cell.length : cell.length + 2;
    if (at === text.length || text[at] === '\n' || text[at] === '\r') return { cells, end: at };
    if (text[at] !== ',') return { brokenAt: at };
  }
}

function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  for (const line of text.matchAll(/([^\r\n]*)(\r\n|\r|\n|$)/g)) {
    if (line[0] !== '') lines.push({ start: line.index, end: line.index + (line[1] ?? '').length });
  }
  return lines;
}

function lineAt(lines: Line[], position: number): number {
  return lines.findLastIndex(({ start }) => start <= position);
}

/** Half of a quoted cell, whole records, and all that can stand between. */
const PIECES = [
  ...'"",,\n\n\r 1\t',
  '""',
  '\r\n',
  'ab',
  'p,q,r\n',
  '1,"s",t\n',
  '"u,v"',
  '"m\nn"',
  ',"',
  '",',
  '"\n',
  '\n"',
];

describe('a broken table', () => {
  const names = ['x', 'y', 'z'];
  const definition = definitionOf(
    names.map((name) => ({ name, type: 'string' as const })),
    { missingValues: [] },
  );

  it('loses the records that a plain reading of the rules says are broken, and no others', async () => {
    const broken = fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map((pieces) => pieces.join(''));
    await fc.assert(
      fc.asyncProperty(broken, fc.integer({ min: 1, max: 9 }), async (body, chunkBytes) => {
        const text = `x,y,z\n${body}`;
        const limits = { firstSegmentBytes: 30, segmentBytes: 30 };
        const found = await checker.check(definition, text, { chunkBytes: [chunkBytes], limits });
        expect({
          blank: found.checked.counts.blank,
          accepted: found.accepted.map((row) => [Number(row._line), ...names.map((name) => row[name])]),
          rejected: found.rejects.map(({ line, byte_offset, code, raw }) => {
            return [Number(line), Number(byte_offset), code, raw];
          }),
        }).toEqual(readPlainly(text));
      }),
      { numRuns: 100 },
    );
  });
});
