import { describe, expect, it } from 'vitest';
import { csvText } from './csv-text';

describe('CSV', () => {
  it('is as RFC 4180 has it', () => {
    const text = csvText(
      ['name', 'note, with comma'],
      [
        ['a "quoted" word', 'two\r\nlines'],
        ['plain', ' kept space '],
      ],
    );
    expect(text).toBe(
      'name,"note, with comma"\r\n"a ""quoted"" word","two\r\nlines"\r\nplain," kept space "\r\n',
    );
  });

  it('has numbers with all their digits, and tells a missing value from an empty text', () => {
    expect(csvText(['a', 'b', 'c', 'd'], [[1234567.125, null, '', '9007199254740993']])).toBe(
      'a,b,c,d\r\n1234567.125,,"",9007199254740993\r\n',
    );
  });

  it('has a line for a row whose only value is missing', () => {
    expect(csvText(['a'], [[null], [1]])).toBe('a\r\n""\r\n1\r\n');
  });

  it('writes lists as JSON', () => {
    expect(csvText(['flags'], [[['hot', 'late']]])).toBe('flags\r\n"[""hot"",""late""]"\r\n');
  });
});
