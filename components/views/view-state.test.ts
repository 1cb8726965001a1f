import { describe, expect, it } from 'vitest';
import { datasetDefinitionSchema } from '@/lib/dataset/definition';
import type { LakeColumn } from '@/lib/lake/columns';
import { parseViewState, serializeViewState, xColumn } from './view-state';

const { views } = datasetDefinitionSchema.parse({
  name: 'weather',
  schema: { fields: [{ name: 'station', type: 'string' }] },
  views: [
    {
      name: 'yearly_stats',
      groupBy: ['station', { name: 'year', as: 'year(date)' }],
      measures: { days: 'count(*)', rain: 'sum(rain)' },
    },
  ],
});
const COLUMNS: LakeColumn[] = [{ name: 'station', type: 'string' }];
const RESULT: LakeColumn[] = [
  { name: 'station', type: 'string' },
  { name: 'year', type: 'integer' },
  { name: 'days', type: 'integer' },
];
const parse = (query: string) => parseViewState(new URLSearchParams(query), views, COLUMNS);

describe('the state of a view', () => {
  it('comes back from the address as it was', () => {
    const state = {
      view: 'yearly_stats',
      x: 'year',
      measures: ['days'],
      filters: [{ column: 'station', op: 'eq' as const, value: 'USC00110072' }],
      sort: [{ column: 'days', desc: true }],
      offset: 0,
    };
    expect(parse(serializeViewState(state))).toEqual(state);
  });

  it('leaves out what the view does not have', () => {
    expect(parse('view=gone&x=days&measures=days,snow&pressure=1&sort=nothing')).toMatchObject({
      view: 'yearly_stats',
      x: null,
      measures: ['days'],
      filters: [],
      sort: [],
    });
  });

  it('goes along the group that has an order, unless another is chosen', () => {
    const [view] = views;
    const state = parse('');
    if (!view || !state) throw new Error('The view is there.');
    expect(xColumn(state, view, RESULT)?.name).toBe('year');
    expect(xColumn({ ...state, x: 'station' }, view, RESULT)?.name).toBe('station');
  });
});
