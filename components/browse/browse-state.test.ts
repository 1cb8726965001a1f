import { describe, expect, it } from 'vitest';
import type { LakeColumn } from '@/lib/lake/columns';
import { parseBrowseState, recordsRequest, serializeBrowseState, type BrowseState } from './browse-state';

const COLUMNS: LakeColumn[] = [
  { name: 'station', type: 'string' },
  { name: 'date', type: 'date' },
  { name: 'max_temp_c', type: 'number' },
  { name: 'zone', type: 'string' },
];

const parse = (query: string) => parseBrowseState(new URLSearchParams(query), COLUMNS);

describe('the state of browsing', () => {
  it('comes back from the address as it was', () => {
    const state: BrowseState = {
      zone: 'anomalies',
      filters: [
        { column: 'zone', op: 'eq', value: 'north' },
        { column: 'station', op: 'in', value: ['a,b', 'c'] },
        { column: 'max_temp_c', op: 'gte', value: '-3.5' },
        { column: 'date', op: 'empty', value: false },
      ],
      sort: [
        { column: 'date', desc: true },
        { column: 'station', desc: false },
      ],
      offset: 500,
      limit: 250,
      columns: ['date', '_line'],
    };
    expect(parse(serializeBrowseState(state))).toEqual({ state, problem: null });
  });

  it('has a plain address when nothing is asked for', () => {
    const { state } = parse('');
    expect(serializeBrowseState(state)).toBe('');
    expect(recordsRequest('weather', state, COLUMNS)).toMatchObject({
      columns: ['station', 'date', 'max_temp_c', 'zone', '_import', '_file', '_line'],
      sort: null,
      offset: 0,
      limit: 100,
    });
  });

  it('says what it leaves out of an address it does not understand', () => {
    const { state, problem } = parse('pressure[gte]=3&limit=7&offset=-1&sort=nothing');
    expect(state).toMatchObject({ filters: [], sort: [], limit: 100, offset: 0 });
    expect(problem).toContain('pressure');
    expect(problem).toContain('nothing');
  });

  it('asks once for where a row came from, whatever is shown', () => {
    const { state } = parse('columns=date,_line');
    expect(recordsRequest('weather', state, COLUMNS).columns).toEqual(['date', '_line', '_import', '_file']);
  });

  it('shows with anomalies which rules marked them', () => {
    const { state } = parse('zone=anomalies');
    expect(recordsRequest('weather', state, COLUMNS).columns).toContain('_flags');
  });
});
