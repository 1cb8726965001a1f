/** Each file is cut as a person would cut it. */
import { describe, expect, it } from 'vitest';
import type { Dialect } from '../dialect';
import { dialectSchema } from '../dialect';
import { detectDialect } from './detect-dialect';

type Case = [title: string, text: string | string[], expected: Partial<Dialect>];

function lines(...texts: string[]): string {
  return texts.map((text) => `${text}\n`).join('');
}

/** `count` lines made from their numbers, from 1. */
function rows(count: number, row: (index: number) => string): string {
  return lines(...Array.from({ length: count }, (_, index) => row(index + 1)));
}

/** What a case does not name is the default. */
function expectDialect(samples: string[], expected: Partial<Dialect>): void {
  expect(detectDialect(samples).dialect).toEqual({ ...dialectSchema.parse({}), ...expected });
}

const DELIMITERS: Case[] = [
  ['comma', lines('id,name,price', '1,Anna,2.50', '2,Ben,3.75'), {}],
  ['semicolon', lines('id;name;price', '1;Anna;2.50', '2;Ben;3.75'), { delimiter: ';' }],
  ['tab', lines('id\tname', '1\tAnna', '2\tBen'), { delimiter: '\t' }],
  [
    'pipe',
    lines('id|name|at', '1|Anna|2025-01-31 08:00:00', '2|Ben|2025-02-01 09:30:00'),
    { delimiter: '|' },
  ],
  [
    'colon',
    lines('root:x:0:0:root:/root', 'bin:x:1:1:bin:/bin', 'mail:x:8:12:mail:/var'),
    { delimiter: ':', header: false },
  ],
  ['space', lines('1985 01 23.5 4', '1985 02 21.0 2', '1985 03 19.5 0'), { delimiter: ' ', header: false }],
  ['unit separator', lines('id\x1fname', '1\x1fAnna, B.', '2\x1fBen'), { delimiter: '\x1f' }],
  ['start of heading', lines('id\x01name', '1\x01Anna', '2\x01Ben'), { delimiter: '\x01' }],
  ['two pipes', lines('id||name||city', '1||Anna||Berlin', '2||||Paris', '3||Eva||'), { delimiter: '||' }],
  ['two colons', lines('id::title::year', '1::Heat: the end::1995', '2::Casino::1995'), { delimiter: '::' }],
  ['tilde and pipe', lines('id|~|name', '1|~|A|B', '2|~|C'), { delimiter: '|~|' }],
  ['pipe between spaces', lines('id | name | n', '1 | Anna | 5', '2 | Ben | 6'), { delimiter: ' | ' }],
  ['tilde', lines('id~name~n', '1~Anna~5', '2~Ben~6'), { delimiter: '~' }],
  [
    'semicolon with decimal commas',
    lines('Datum;Wert;Summe', '31.01.2025;1,5;2,25', '01.02.2025;10,75;3,5', '02.02.2025;2,0;4,5'),
    { delimiter: ';' },
  ],
  [
    'two columns of decimal commas',
    lines('1,5;2,5', '3,5;4,5', '5,25;6,5'),
    { delimiter: ';', header: false },
  ],
  [
    'semicolon with group points and commas',
    lines('a;b', '"1.234,50";"x, y"', '"2.345,75";"z, w"', '"3.000,00";"q, r"'),
    { delimiter: ';' },
  ],
  [
    'commas inside quoted text',
    lines('id;note', '1;"one, two, three"', '2;"four, five, six"', '3;"seven, eight, nine"'),
    { delimiter: ';' },
  ],
  [
    'timestamps full of colons',
    lines('2025-01-31 08:00:00,08:00:05', '2025-01-31 08:10:00,08:10:05', '2025-01-31 08:20:00,08:20:05'),
    { header: false },
  ],
  [
    'text with many spaces',
    lines('id,text', '1,the quick brown fox jumps', '2,over the lazy dog again', '3,and once more with joy'),
    {},
  ],
  [
    'tab padded with spaces',
    lines('19850101\t  -22\t -128\t   94', '19850102\t -122\t -217\t    0', '19850103\t -106\t-9999\t    0'),
    { delimiter: '\t', header: false, skipInitialSpace: true },
  ],
  ['comma and space', lines('id, name, n', '1, Anna, 5', '2, Ben, 6'), { skipInitialSpace: true }],
  [
    'comma, space and quote',
    lines('id, name', '1, "Miller, Anna"', '2, "Smith, Ben"', '3, "Jones, Eva"'),
    { skipInitialSpace: true },
  ],
  ['one column of words', lines('name', 'Anna', 'Ben', 'Eva'), {}],
  [
    'one column of texts',
    lines('comment', 'well, it works', 'nice', 'good, but slow, alas', 'no', 'fine'),
    { delimiter: ';' },
  ],
  ['one column of names', lines('name', 'Anna Miller', 'Ben Smith', 'Eva Jones'), {}],
  ['one column of times', lines('08:00:00', '08:10:00', '08:20:00'), { header: false }],
  ['one column of datetimes', lines('at', '2025-01-31 08:00:00', '2025-01-31 08:10:00'), {}],
  ['one column of decimal commas', lines('Wert', '1,5', '2,75', '3,25'), { delimiter: ';' }],
  ['a header alone', lines('id;name;price'), { delimiter: ';' }],
  ['a header without its line break', 'id,name,price', {}],
  ['a single word', 'x', {}],
  ['very ragged', lines('a,b,c', '1,2,3', '1,2', '1,2,3,4,5', '4,5,6', '7', '8,9,10', '1,2,3,4'), {}],
  ['CRLF', 'id;name\r\n1;Anna\r\n2;Ben\r\n', { delimiter: ';' }],
  ['CR', 'id;name\r1;Anna\r2;Ben\r', { delimiter: ';' }],
  ['a byte order mark', '\uFEFFid;name\n1;Anna\n2;Ben\n', { delimiter: ';' }],
  ['trailing delimiters', lines('a,b,', '1,2,', '3,4,'), {}],
  ['many empty cells', lines('a;b;c;d', '1;;;', ';2;;', ';;3;4,5', ';;;'), { delimiter: ';' }],
  [
    'JSON cells',
    lines('id\tdata', '1\t{"a":1,"b":2}', '2\t{"a":3,"b":4}'),
    { delimiter: '\t', quoteChar: '' },
  ],
  ['URLs', lines('url;n', 'https://x.org/a?b=1,2;5', 'https://x.org/c?d=3,4;6'), { delimiter: ';' }],
];

const QUOTES: Case[] = [
  ['all quoted', lines('"id","name"', '"1","Anna"', '"2","Ben"'), {}],
  ['single quotes', lines("'id','name'", "'1','Miller, Anna'", "'2','Smith, Ben'"), { quoteChar: "'" }],
  ['apostrophes', lines('id,name', "1,O'Hara", "2,D'Arcy"), {}],
  [
    'spaces before some quotes',
    lines('id,name,n', '1, "Miller, A",5', '2,b,6', '3,c,7', '4,d,8', '5,e,9'),
    { skipInitialSpace: true },
  ],
  [
    'quotes that are opened everywhere',
    rows(6, (index) => `${index};"x ${index};5`),
    { delimiter: ';', quoteChar: '', header: false },
  ],
  ['quotes that are opened only', lines('id,name', '1,"a', '2,"b', '3,c', '4,d'), {}],
  ['doubled quotes', lines('id,text', '1,"say ""hi"" now"', '2,"no ""way"" out"'), {}],
  [
    'backslash escapes',
    lines('id,text', '1,"say \\"hi\\", now"', '2,"no \\"way\\", out"', '3,"plain"'),
    { escapeChar: '\\' },
  ],
  ['escaped delimiters', lines('a,b', '1,x\\,y', '2,z\\,w', '3,v'), { escapeChar: '\\' }],
  ['paths that end in a backslash', lines('path,n', '"C:\\temp\\",5', '"D:\\data\\",6'), {}],
  ['line breaks in cells', lines('id,text,n', '1,"one', 'two, three', 'four",5', '2,"x', 'y",6'), {}],
  ['inches', lines('part,length', 'pipe,5"', 'tube,12"', 'rod,7"', 'bar,3'), { quoteChar: '' }],
  [
    'one stray quote among many rows',
    lines('id,name') + rows(20, (index) => (index === 7 ? `${index},"unclosed` : `${index},name`)),
    {},
  ],
];

const LAYOUTS: Case[] = [
  [
    'a directive of a rare delimiter',
    lines('sep=*', 'a*b', '1*2', '4*5'),
    { delimiter: '*', headerRows: [2] },
  ],
  ['a directive that is wrong', lines('sep=;', 'a', 'b c', 'd'), { headerRows: [2] }],
  ['no header', lines('1,Anna,2.5', '2,Ben,3.5', '3,Eva,4.5'), { header: false }],
  ['no header, words only', lines('Anna,Berlin', 'Ben,Paris', 'Anna,Berlin', 'Eva,Paris'), { header: false }],
  ['years as labels', lines('country,2019,2020', 'DE,1.5,2.5', 'FR,3.5,4.5'), {}],
  ['Excel’s directive', lines('sep=;', 'a;b;c', '1;2;3', '4;5;6'), { delimiter: ';', headerRows: [2] }],
  [
    'Excel’s directive, two columns',
    lines('sep=;', 'a;b', '1;2', '4;5'),
    { delimiter: ';', headerRows: [2] },
  ],
  [
    'a preamble',
    lines('Report of sales', 'Made 2025-01-31, by Anna', '', 'id,name,n', '1,x,5', '2,y,6', '3,z,7'),
    { headerRows: [4] },
  ],
  [
    'a preamble padded by a spreadsheet',
    lines('Report of sales,,', ',,', 'id,name,n', '1,x,5', '2,y,6', '3,z,7'),
    { headerRows: [3] },
  ],
  [
    'a preamble without a header',
    lines('Station 5', '1;2;3', '4;5;6', '7;8;9'),
    { delimiter: ';', header: false, commentRows: [1] },
  ],
  ['comments above', lines('# made by hand', '# 2025', 'id,name,n', '1,x,5', '2,y,6'), { commentChar: '#' }],
  ['comments between', lines('id,name,n', '1,x,5', '# restarted', '2,y,6'), { commentChar: '#' }],
  ['a header that begins with #', lines('#id,name', '1,x', '2,y'), {}],
  ['colours', lines('colour,n', '#ff0000,1', '#00ff00,2'), {}],
  ['blank lines above', lines('', '', 'id,n', '1,5', '2,6'), {}],
  [
    'units below the labels',
    lines('time,temp,wind', 'UTC,°C,m/s', '2025-01-31,5.5,3', '2025-02-01,6.5,2'),
    { headerRows: [1, 2] },
  ],
  [
    'groups above the labels',
    lines(
      ',Temperature,,Wind,',
      'date,min,max,mean,gust',
      '2025-01-31,1,5,3,9',
      '2025-02-01,2,6,2,8',
      '2025-02-02,3,7,1,7',
    ),
    { headerRows: [1, 2] },
  ],
  [
    'a ruler below the header',
    lines(' id | n ', '----+---', '  1 | 5 ', '  2 | 6 '),
    { delimiter: ' | ', commentRows: [2] },
  ],
  [
    'a dash for no unit',
    lines('day,temp,n', '-,°C,-', '2025-01-31,5.5,3', '2025-02-01,6.5,2'),
    { headerRows: [1, 2] },
  ],
  ['a ruler of a column each', lines('id,n', '--,--', '1,5', '2,6'), { commentRows: [2] }],
  ['rows shorter than the header', lines('id,name,note', '1,a', '2,b', '3,c', '4,d,x', '5,e'), {}],
  ['a broken row below the header', lines('id,name,n', '<<<<', '1,a,5', '2,b,6'), {}],
  ['a row that is missing first', lines('id,a,b', '1,NA,NA', '2,5,6', '3,7,8'), {}],
];

describe.each([
  ['delimiters', DELIMITERS],
  ['quotes', QUOTES],
  ['layouts', LAYOUTS],
])('%s', (_, cases) => {
  it.each(cases)('%s', (_title, text, expected) => {
    expectDialect(Array.isArray(text) ? text : [text], expected);
  });
});

describe('samples from a large file', () => {
  it('takes later pieces that begin within a quoted cell', () => {
    const body = rows(60, (index) => `${index};"line one,\nline two, ${index}";${index},5`);
    const samples = [`id;text;n\n${body}`, `line two, 7";7,5\n${body}`, body.slice(0, 900)];
    expectDialect(samples, { delimiter: ';' });
  });

  it('is unsure of a file that fits several ways, and sure of a plain one', () => {
    const plain = detectDialect([lines('id,name,n') + rows(50, (index) => `${index},x,5`)]);
    const unclear = detectDialect([lines('a;b,c', 'd;e,f', 'g;h,i')]);
    expect(plain.confidence).toBeGreaterThan(0.9);
    expect(unclear.confidence).toBeLessThan(0.6);
    expect(plain.reasons[0]).toBe('Cut at ",", 100 % of 51 records have 3 cells.');
  });

  it('says nothing is known of nothing', () => {
    expect(detectDialect(['', ' \n'])).toMatchObject({ confidence: 0, dialect: dialectSchema.parse({}) });
  });
});
