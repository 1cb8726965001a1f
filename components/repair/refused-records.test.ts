import { describe, expect, it } from 'vitest';
import type { Reject } from '@/components/api/imports';
import { refusedRecords } from './refused-records';

function reject(line: number, change: Partial<Reject>): Reject {
  return {
    file: 'a.csv',
    line,
    byteOffset: line * 10,
    column: null,
    code: 'type-error',
    message: 'It is wrong.',
    raw: 'x,y',
    cells: ['x', 'y'],
    suggestion: null,
    ...change,
  };
}

describe('refused records', () => {
  it('are one each, however many problems they have', () => {
    const rejects = [
      reject(2, { column: 'value', message: 'No number.' }),
      reject(2, { column: 'unit', message: 'Not allowed.' }),
      reject(3, { code: 'missing-cell', message: 'Too short.', cells: ['x'], suggestion: ['x', ''] }),
    ];
    expect(refusedRecords(rejects, ['value', 'unit'])).toEqual([
      {
        line: 2,
        cells: ['x', 'y'],
        suggestion: null,
        problems: [
          { cell: 0, message: 'No number.' },
          { cell: 1, message: 'Not allowed.' },
        ],
      },
      { line: 3, cells: ['x'], suggestion: ['x', ''], problems: [{ cell: null, message: 'Too short.' }] },
    ]);
  });

  it('are shown as they came where their cells cannot be told apart', () => {
    expect(refusedRecords([reject(2, { cells: null, raw: '"x,y' })], ['value'])[0]?.cells).toEqual(['"x,y']);
  });
});
