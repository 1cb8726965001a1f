import { expect, it } from 'vitest';
import { writeAt } from '../draft/json-path';
import { renameField } from './rename-field';

const BASE = {
  schema: {
    fields: [
      { name: 'ID', type: 'string' },
      { name: 'value', type: 'number' },
    ],
    primaryKey: ['ID'],
  },
  views: [{ name: 'v', groupBy: ['ID', { name: 'ID', as: 'lower(ID)' }], measures: { n: 'count(*)' } }],
};
const PATH = ['schema', 'fields', 0, 'name'] as const;
const renamed = (base: unknown, to: string) => renameField(writeAt(base, PATH, to), PATH, 'ID');

it('lets key and groups follow, and keeps the file’s label as an alias', () => {
  expect(renamed(BASE, 'station')).toEqual({
    schema: {
      fields: [
        { name: 'station', type: 'string', aliases: ['ID'] },
        { name: 'value', type: 'number' },
      ],
      primaryKey: ['station'],
    },
    views: [
      { name: 'v', groupBy: ['station', { name: 'ID', as: 'lower(ID)' }], measures: { n: 'count(*)' } },
    ],
  });
});

it('needs no alias where only the case differs, or where files have no header', () => {
  expect(renamed(BASE, 'id')).toMatchObject({ schema: { fields: [{ name: 'id', type: 'string' }, {}] } });
  expect(JSON.stringify(renamed(BASE, 'id'))).not.toContain('aliases');
  expect(JSON.stringify(renamed({ ...BASE, dialect: { header: false } }, 'x'))).not.toContain('aliases');
});

it('takes an alias away that has become the name', () => {
  const withAlias = writeAt(BASE, ['schema', 'fields', 0, 'aliases'], ['station', 'stn']);
  expect(renamed(withAlias, 'station')).toMatchObject({
    schema: { fields: [{ name: 'station', aliases: ['stn', 'ID'] }, {}] },
  });
});
