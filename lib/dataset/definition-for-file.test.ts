import { expect, it } from 'vitest';
import { outputColumns, parseDefinition } from './definition';
import { definitionForFile } from './definition-for-file';

const STATIONS = parseDefinition({
  name: 'stations',
  schema: {
    fields: [
      { name: 'date', type: 'date' },
      { name: 'max', type: 'integer', hidden: true },
    ],
    primaryKey: ['station', 'date'],
  },
  fromPath: { pattern: '(?P<station>[^/]+)\\.txt$' },
  derive: [{ name: 'warm', type: 'boolean', as: 'max > 20' }],
});

it('takes the columns of the path from the rows where the name does not give them', () => {
  const ofRows = definitionForFile(STATIONS, '01J.ndjson');
  expect(ofRows.fromPath).toBeUndefined();
  expect(ofRows.schema.fields[0]).toMatchObject({ name: 'station', constraints: { required: true } });
  expect(outputColumns(ofRows)).toEqual(outputColumns(STATIONS));
});

it('leaves every other file to the definition', () => {
  expect(definitionForFile(STATIONS, 'USC00110072.txt')).toBe(STATIONS);
  expect(definitionForFile(STATIONS, 'USC00110072.csv')).toBe(STATIONS);
  const byLines = { ...STATIONS, fromPath: { pattern: '(?<station>.+)\\.ndjson$' } };
  expect(definitionForFile(byLines, 'USC00110072.ndjson')).toBe(byLines);
});
