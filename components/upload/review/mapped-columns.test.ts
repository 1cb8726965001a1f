import { expect, it } from 'vitest';
import { parseDefinition } from '@/lib/dataset/definition';
import { fieldsByLabel, missingFields } from './mapped-columns';

const definition = parseDefinition({
  name: 'stock',
  title: 'Stock',
  schema: {
    fields: [
      { name: 'note', type: 'string' },
      { name: 'sku', type: 'string', title: 'Article' },
      { name: 'price', type: 'number', constraints: { required: true } },
    ],
    primaryKey: ['sku'],
  },
});

it('the columns that a file cannot do without come first', () => {
  expect(missingFields({ definition }, ['note', 'sku', 'price'])).toEqual([
    { name: 'sku', title: 'Article', isRequired: true },
    { name: 'price', title: 'price', isRequired: true },
    { name: 'note', title: 'note', isRequired: false },
  ]);
});

it('a column of the file stands for one field only', () => {
  const missing = missingFields({ definition }, ['note', 'sku', 'price']);
  expect(fieldsByLabel(missing, { sku: 'Code', price: 'Code', note: '' })).toEqual({ Code: 'sku' });
});
