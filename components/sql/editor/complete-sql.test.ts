import { CompletionContext } from '@codemirror/autocomplete';
import { EditorState } from '@codemirror/state';
import { expect, it } from 'vitest';
import { completeSql } from './complete-sql';
import type { Relation } from './relations';

const RELATIONS: Relation[] = [
  {
    name: 'rows',
    zone: 'silver',
    words: '',
    columns: [{ name: 'station', type: 'string' }, { name: 'Wind speed', type: 'number' }, { name: 'order' }],
  },
  { name: 'yearly_stats', zone: 'gold', words: '', columns: [{ name: 'year' }, { name: 'days' }] },
];

function offered(textWithCursor: string): string[] {
  const pos = textWithCursor.indexOf('|');
  const state = EditorState.create({ doc: textWithCursor.replace('|', '') });
  const result = completeSql(RELATIONS)(new CompletionContext(state, pos, false));
  return result?.options.map(({ label }) => label) ?? [];
}

it('offers the relations after FROM and JOIN', () => {
  expect(offered('select * from |')).toEqual(['rows', 'yearly_stats']);
  expect(offered('select * from rows join year|')).toEqual(['rows', 'yearly_stats']);
});

it('offers the columns of the relation before a dot', () => {
  expect(offered('select yearly_stats.| from rows')).toEqual(['year', 'days']);
});

it('offers the columns of what the query reads, and functions', () => {
  const labels = offered('select s| from rows');
  expect(labels).toEqual(expect.arrayContaining(['station', 'Wind speed', 'sum', 'count(*)']));
  expect(labels).not.toContain('days');
});

it('offers nothing inside a text', () => {
  expect(offered("select * from rows where station = 'ro|")).toEqual([]);
});

it('puts names into quotes that SQL would not take for one word', () => {
  const state = EditorState.create({ doc: 'select w from rows' });
  const result = completeSql(RELATIONS)(new CompletionContext(state, 8, false));
  const apply = (label: string) => result?.options.find((option) => option.label === label)?.apply;
  expect(apply('Wind speed')).toBe('"Wind speed"');
  expect(apply('order')).toBe('"order"');
  expect(apply('station')).toBe('station');
});
