import { describe, expect, it } from 'vitest';
import { parseBlock } from './clipboard-block';

describe('a block from a spreadsheet', () => {
  it.each([
    ['one', [['one']]],
    [
      'a\tb\nc\td\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'a\tb\r\nc\td\r\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'a\t\n\tb',
      [
        ['a', ''],
        ['', 'b'],
      ],
    ],
    ['a\t', [['a', '']]],
    ['"two\nlines"\t"say ""hi"""', [['two\nlines', 'say "hi"']]],
    ['5" disk\t"x', [['5" disk', '"x']]],
    ['"x" y\tz', [['"x" y', 'z']]],
    ['a\n\nb', [['a'], [''], ['b']]],
    ['', []],
  ])('%j is read as it was copied', (text, rows) => expect(parseBlock(text)).toEqual(rows));
});
