import { describe, expect, it } from 'vitest';
import { tableFile } from './pasted-files';

const NOW = new Date('2026-11-20T18:15:30Z');

describe('a pasted table', () => {
  it('with tabs, as a spreadsheet copies it, becomes a TSV file with the same text', async () => {
    const text = 'id\tname\r\n1\tä\r\n';
    const file = tableFile(text, NOW);
    expect(file?.name).toBe('pasted-2026-11-20-181530.tsv');
    expect(await file?.text()).toBe(text);
  });

  it('with commas or semicolons becomes a CSV file', () => {
    expect(tableFile('id,name\n1,x', NOW)?.name).toBe('pasted-2026-11-20-181530.csv');
    expect(tableFile('id;name\n1;x', NOW)?.name).toMatch(/\.csv$/);
  });
});

it.each([
  { what: 'one line', text: 'a,b,c' },
  { what: 'sentences', text: 'This is a letter.\nIt has two lines.' },
  { what: 'nothing', text: '' },
])('$what is no table', ({ text }) => {
  expect(tableFile(text, NOW)).toBeNull();
});
