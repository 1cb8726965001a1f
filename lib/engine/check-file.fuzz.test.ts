/** Random tables in random spellings, cut into random chunks and segments, against what they were made from. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { definitionOf, openTextChecker } from './testing/check-text';
import type { TextChecker } from './testing/check-text';

let checker: TextChecker;
beforeAll(async () => {
  checker = await openTextChecker();
});
afterAll(() => checker.close());

interface SpelledRow {
  cells: [string, string, string];
  quoted: boolean[];
  lineEnd: string;
}

const cell = fc.oneof(
  fc.string({ maxLength: 6 }),
  fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r', ' ', 'a', "'", '=', '0'), maxLength: 8 }),
  fc.string({ unit: 'grapheme', maxLength: 4 }),
  fc.constantFrom('', '', 'NULL', '""', 'a\ufeff', 'a'.repeat(300)),
);
const number = fc.oneof(fc.integer().map(String), fc.constantFrom('x', '1.5', '', ' 7', '1_0'));
const row: fc.Arbitrary<SpelledRow> = fc.record({
  cells: fc.tuple(number, cell, cell),
  quoted: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
  lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
});

/** RFC 4180, with quotes also where they are not needed. A NUL is a problem of its own and left out. */
function spell({ cells, quoted }: SpelledRow): string {
  const spelled = cells.map((text, index) => {
    const clean = text.replaceAll('\0', '');
    return quoted[index] || /[",\r\n]/.test(clean) ? `"${clean.replaceAll('"', '""')}"` : clean;
  });
  return spelled.join(',');
}

function expectedOf(rows: SpelledRow[], header: string) {
  let line = 2;
  let offset = Buffer.byteLength(header);
  return rows.map((spelled) => {
    const raw = spell(spelled);
    const [n = null, a, b] = spelled.cells.map((text) => text.replaceAll('\0', '') || null);
    const place = { line: String(line), byte_offset: String(offset) };
    line += raw.split(/\r\n|\r|\n/).length;
    offset += Buffer.byteLength(raw + spelled.lineEnd);
    return { ...place, raw, n, a, b, isGood: n === null || /^-?\d+$/.test(n) };
  });
}

describe('a table', () => {
  const definition = definitionOf([
    { name: 'n', type: 'integer' },
    { name: 'a', type: 'string' },
    { name: 'b', type: 'string' },
  ]);

  it('is read as it was written, and what is refused keeps its exact text and place', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { maxLength: 12 }),
        fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 400 }),
        async (rows, chunkBytes, segmentBytes) => {
          const header = 'n,a,b\n';
          const text = header + rows.map((spelled) => spell(spelled) + spelled.lineEnd).join('');
          const expected = expectedOf(rows, header);
          const result = await checker.check(definition, text, { chunkBytes, limits: { segmentBytes } });
          const good = expected.filter(({ isGood }) => isGood);
          expect(result.accepted.map(({ n, a, b, _line }) => ({ n, a, b, line: _line }))).toEqual(
            good.map(({ n, a, b, line }) => ({ n: n === null ? null : String(Number(n)), a, b, line })),
          );
          const bad = expected.filter(({ isGood }) => !isGood);
          expect(result.rejects.map(({ line, byte_offset, raw }) => ({ line, byte_offset, raw }))).toEqual(
            bad.map(({ line, byte_offset, raw }) => ({ line, byte_offset, raw })),
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is the same in any chunks, however broken it is', async () => {
    const unruly = fc
      .array(fc.constantFrom('"', ',', '\n', '\r\n', ' ', '1', 'a', ',b,c\n', '2,x,y\n'), { maxLength: 60 })
      .map((pieces) => `n,a,b\n${pieces.join('')}`);
    await fc.assert(
      fc.asyncProperty(unruly, fc.integer({ min: 1, max: 7 }), async (text, size) => {
        const whole = await checker.check(definition, text);
        const parts = await checker.check(definition, text, {
          chunkBytes: [size],
          limits: { segmentBytes: 20 },
        });
        expect(parts.rejects).toEqual(whole.rejects);
        expect(parts.accepted).toEqual(whole.accepted);
      }),
      { numRuns: 40 },
    );
  });
});
