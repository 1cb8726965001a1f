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
    ['a path without a group', { ...minimal, fromPath: { pattern: '.*' } }, 'fromPath.pattern'],
    [
      'a length of a number',
      withFields({ name: 'a', type: 'number', constraints: { minLength: 1 } }),
      'do not apply|apply to strings',
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
      'rules: “r”',
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
    { dialect: { escapeChar: '\\' } },
    { dialect: { headerRows: [1, 2] } },
    { encoding: 'windows-1252' },
    { contract: 'evolve' },
    { schema: { fields: [{ name: 'a', type: 'date', format: 'any' }] } },
    { schema: { fields: [{ name: 'a', type: 'datetime', format: '%Y-%m-%d %z' }] } },
  ])('says what is not supported yet: %j', (more) => {
    expect(problemsOf({ ...minimal, ...more })).toContain('is not supported yet');
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
