import { describe, expect, it } from 'vitest';
import { LakeportError } from '../errors';
import { outputColumns, parseDefinition } from './definition';
import { presets } from './presets';

const minimal = { name: 'd', schema: { fields: [{ name: 'a', type: 'string' }] } };
const withFields = (...fields: object[]) => ({ ...minimal, schema: { fields } });

function problemsOf(input: unknown): string {
  try {
    parseDefinition(input);
  } catch (error) {
    if (error instanceof LakeportError && error.code === 'invalid-definition') return error.message;
    throw error;
  }
  return '';
}

describe('parsing a definition', () => {
  it('fills in the defaults, and parsing again changes nothing', () => {
    const definition = parseDefinition(minimal);
    expect(definition).toMatchObject({
      version: 1,
      encoding: 'utf-8',
      contract: 'quarantine',
      missingColumns: 'refuse',
      dialect: { delimiter: ',', header: true, quoteChar: '"' },
      schema: { primaryKey: [], missingValues: [''] },
    });
    expect(parseDefinition(definition)).toEqual(definition);
    for (const preset of presets()) expect(parseDefinition(preset)).toEqual(preset);
  });

  it('takes a single key and a group by its name', () => {
    const definition = parseDefinition({
      ...minimal,
      schema: { ...minimal.schema, primaryKey: 'a' },
      views: [{ name: 'v', groupBy: ['a'], measures: {} }],
    });
    expect(definition.schema.primaryKey).toEqual(['a']);
    expect(definition.views[0]?.groupBy).toEqual([{ name: 'a' }]);
  });

  it.each([
    ['an unknown property', { ...minimal, rulez: [] }, 'rulez: there is no such property'],
    [
      'one deep inside',
      withFields({ name: 'a', type: 'string', constraints: { max: 1 } }),
      'schema.fields[0].constraints.max',
    ],
    [
      'one of the dialect',
      { ...minimal, dialect: { delimeter: ';' } },
      'dialect.delimeter: there is no such property',
    ],
    ['an unknown type', withFields({ name: 'a', type: 'text' }), 'schema.fields[0].type'],
    ['what is missing', { name: 'd' }, 'schema: is missing'],
    ['a name of ours', withFields({ name: '_line', type: 'string' }), 'schema.fields[0].name'],
    [
      'names that differ in case only',
      withFields({ name: 'A', type: 'string' }, { name: 'a', type: 'string' }),
      'twice',
    ],
    ['a name of DuckDB’s reader', withFields({ name: 'Filename', type: 'string' }), 'schema.fields[0].name'],
    [
      'a path column of ours',
      { ...minimal, fromPath: { pattern: '(?<_line>.)' } },
      'fromPath.pattern: “_line”',
    ],
    [
      'an alias that is another field',
      withFields({ name: 'a', type: 'string' }, { name: 'b', type: 'string', aliases: ['x', ' A '] }),
      'schema.fields[1].aliases[1]',
    ],
    [
      'an alias of two fields',
      withFields(
        { name: 'a', type: 'string', aliases: ['x y'] },
        { name: 'b', type: 'string', aliases: ['X_Y'] },
      ),
      'schema.fields[0].aliases[0]',
    ],
    [
      'a format of no string',
      withFields({ name: 'a', type: 'string', format: 'phone' }),
      'schema.fields[0].format',
    ],
    [
      'a format of a number',
      withFields({ name: 'a', type: 'number', format: 'any' }),
      'schema.fields[0].format',
    ],
    [
      'a format without an end',
      withFields({ name: 'a', type: 'date', format: '%Y-%' }),
      'schema.fields[0].format',
    ],
    [
      'too many fields',
      withFields(...Array.from({ length: 2001 }, (_, index) => ({ name: `f${index}`, type: 'string' }))),
      'schema.fields',
    ],
    [
      'an endless expression',
      { ...minimal, rules: [{ name: 'r', when: ' '.repeat(10_001) }] },
      'rules[0].when',
    ],
    ['an unreadable one', { ...minimal, rules: [{ name: 'r', when: 'a\u0000' }] }, 'rules[0].when'],
    [
      'a decimal digit',
      withFields({ name: 'a', type: 'number', decimalChar: '5' }),
      'schema.fields[0].decimalChar',
    ],
    ['a group sign', withFields({ name: 'a', type: 'number', groupChar: '-' }), 'schema.fields[0].groupChar'],
    [
      'lengths that exclude each other',
      withFields({ name: 'a', type: 'string', constraints: { minLength: 2, maxLength: 1 } }),
      'schema.fields[0].constraints.minLength',
    ],
    ['a key nothing has', { ...minimal, schema: { ...minimal.schema, primaryKey: ['b'] } }, '“b”'],
    [
      'a hidden key',
      {
        ...minimal,
        schema: {
          primaryKey: ['a'],
          fields: [
            { name: 'a', type: 'string', hidden: true },
            { name: 'b', type: 'string' },
          ],
        },
      },
      '“a”',
    ],
    [
      'a group nothing has',
      { ...minimal, views: [{ name: 'v', groupBy: ['b'], measures: {} }] },
      'views[0].groupBy',
    ],
    ['records without a key', { ...minimal, records: true }, 'records'],
    ['an encoding nobody knows', { ...minimal, encoding: 'ebcdic' }, 'encoding: Must be one of utf-8'],
    ['a path without a group', { ...minimal, fromPath: { pattern: '.*' } }, 'fromPath.pattern'],
    [
      'a length of a number',
      withFields({ name: 'a', type: 'number', constraints: { minLength: 1 } }),
      'schema.fields[0].constraints.minLength: lengths and patterns apply to strings',
    ],
    [
      'two rules of one name',
      {
        ...minimal,
        rules: [
          { name: 'r', when: 'true' },
          { name: 'r', when: 'true' },
        ],
      },
      'rules[1].name: the name “r” is there twice',
    ],
    ['a quote that is the delimiter', { ...minimal, dialect: { delimiter: '"' } }, 'dialect.delimiter'],
  ])('names the place of %s', (_, input, place) => {
    expect(problemsOf(input)).toMatch(new RegExp(place.replaceAll(/[[\].]/g, '\\$&')));
  });

  it('names all problems at once', () => {
    const problems = problemsOf({ ...withFields({ name: '', type: 'x' }), version: 0 });
    expect(problems).toMatch(/fields\[0\]\.name.*fields\[0\]\.type|fields\[0\]\.type.*fields\[0\]\.name/s);
    expect(problems).toContain('version');
  });

  it.each([
    { dialect: 'auto' },
    { dialect: { delimiter: '||' } },
    { dialect: { delimiter: '¦§' } },
    { dialect: { escapeChar: '\\', doubleQuote: false } },
    { dialect: { quoteChar: '', escapeChar: '\\' } },
    { dialect: { headerRows: [2, 4], commentRows: [3] } },
    { dialect: { header: false, commentRows: [1] } },
    { encoding: 'auto' },
    { encoding: 'UTF8' },
    { encoding: 'windows-1252' },
    { strictHeader: true },
    { contract: 'discard_value' },
    { contract: 'evolve' },
    { contract: 'repair' },
  ])('takes %j', (more) => {
    expect(parseDefinition({ ...minimal, ...more })).toMatchObject(more);
  });

  it.each([
    [{ delimiter: '' }, 'delimiter'],
    [{ delimiter: 'a' }, 'delimiter'],
    [{ delimiter: '|\n' }, 'delimiter'],
    [{ delimiter: '¦¦¦¦¦' }, 'delimiter: Must not be longer than 8 bytes'],
    [{ delimiter: '\ud800' }, 'delimiter'],
    [{ quoteChar: '""' }, 'quoteChar'],
    [{ quoteChar: ' ' }, 'quoteChar'],
    [{ delimiter: "|'", quoteChar: "'" }, 'quoteChar: must not be part of the delimiter'],
    [{ delimiter: '\\', escapeChar: '\\' }, 'escapeChar: must not be part of the delimiter'],
    [{ escapeChar: '"' }, 'escapeChar: must differ from the quote'],
    [{ commentChar: '#', escapeChar: '#' }, 'commentChar'],
    [{ commentChar: '#', delimiter: '##' }, 'commentChar'],
    [{ delimiter: ' | ', skipInitialSpace: true }, 'skipInitialSpace'],
    [{ headerRows: [] }, 'headerRows'],
    [{ headerRows: [2, 1] }, 'headerRows: Must be row numbers in ascending order'],
    [{ headerRows: [1, 1] }, 'headerRows'],
    [{ header: false, headerRows: [2] }, 'headerRows: cannot be used'],
    [{ commentRows: [2, 2] }, 'commentRows'],
    [{ headerRows: [1, 3], commentRows: [2, 3] }, 'commentRows: 3 is a header row as well'],
  ])('names what is wrong with the dialect %j', (dialect, problem) => {
    expect(problemsOf({ ...minimal, dialect })).toContain(`dialect.${problem}`);
  });
});

describe('output columns', () => {
  it('are those of the path, the visible fields and the derived ones', () => {
    const weather = presets().find((preset) => preset.name === 'weather');
    expect(
      weather && outputColumns(weather).map(({ name, duckDbType, unit }) => [name, duckDbType, unit]),
    ).toEqual([
      ['station', 'VARCHAR', undefined],
      ['date', 'DATE', undefined],
      ['max_temp_c', 'DOUBLE', '°C'],
      ['min_temp_c', 'DOUBLE', '°C'],
      ['precipitation_mm', 'DOUBLE', 'mm'],
    ]);
  });
});
