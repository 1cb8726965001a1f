import { describe, expect, it } from 'vitest';
import { DEFAULT_SETUP } from '@/components/charts/model/chart-setup';
import { datasetDefinitionSchema } from '@/lib/dataset/definition';
import type { LakeColumn } from '@/lib/lake/columns';
import { parseViewState, serializeViewState, type ViewState } from './view-state';

const { views } = datasetDefinitionSchema.parse({
  name: 'weather',
  schema: { fields: [{ name: 'station', type: 'string' }] },
  views: [
    {
      name: 'yearly_stats',
      groupBy: ['station', 'kind', { name: 'year', as: 'year(date)' }],
      measures: { days: 'count(*)', rain: 'sum(rain)' },
    },
  ],
});
const COLUMNS: LakeColumn[] = [{ name: 'station', type: 'string' }];
const parse = (query: string) => parseViewState(new URLSearchParams(query), views, COLUMNS);

describe('the state of a view', () => {
  it('comes back from the address as it was', () => {
    const state: ViewState = {
      view: 'yearly_stats',
      chart: {
        kind: 'line',
        x: 'year',
        measures: ['days'],
        series: ['a', 'b, c'],
        order: 'name',
        top: 50,
      },
      filters: [{ column: 'station', op: 'eq', value: 'USC00110072' }],
      sort: [{ column: 'days', desc: true }],
      offset: 1000,
    };
    expect(parse(serializeViewState(state))).toEqual(state);
  });

  it('keeps a filter on a column that is called as a parameter of the chart', () => {
    const state: ViewState = {
      view: 'yearly_stats',
      chart: { ...DEFAULT_SETUP, kind: 'bars' },
      filters: [{ column: 'kind', op: 'eq', value: 'heat' }],
      sort: [],
      offset: 0,
    };
    expect(parse(serializeViewState(state))).toEqual(state);
  });

  it('leaves out what cannot be understood', () => {
    expect(parse('view=gone&kind=pie&top=7&order=odd&pressure=1&sort=nothing&offset=-3')).toEqual({
      view: 'yearly_stats',
      chart: DEFAULT_SETUP,
      filters: [],
      sort: [],
      offset: 0,
    });
  });
});
