import { describe, expect, it } from 'vitest';
import type { SavedView } from '@/components/api/saved-views';
import { findActiveView } from '@/components/sharing/find-active-view';
import type { LakeColumn } from '@/lib/lake/columns';

const COLUMNS: LakeColumn[] = [
  { name: 'max', type: 'number' },
  { name: 'station', type: 'string' },
];
const view = (id: string, query: string): SavedView => ({
  id,
  query,
  dataset: 'weather',
  title: id,
  owner: 'ann@example.com',
  shared: false,
  updatedAt: '2026-11-20T08:00:00Z',
});
const hot = view('hot', 'max[gt]=30&sort=-max');
const again = view('again', 'sort=-max&max[gt]=30.0');
const views = [hot, again];

describe('the active view', () => {
  it('is the one that says what is shown, in whatever words it was saved', () => {
    const query = 'max%5Bgt%5D=30&sort=-max';
    expect(findActiveView([again], COLUMNS, { query, openedId: null })).toEqual({
      view: again,
      isChanged: false,
    });
  });

  it('is the opened one where two say the same', () => {
    const query = 'max%5Bgt%5D=30&sort=-max';
    expect(findActiveView(views, COLUMNS, { query, openedId: 'again' })?.view).toBe(again);
  });

  it('is the opened one, changed, when something else is shown', () => {
    const asked = { query: 'max%5Bgt%5D=35', openedId: 'hot' };
    expect(findActiveView(views, COLUMNS, asked)).toEqual({ view: hot, isChanged: true });
  });

  it('is none when all rows are shown, or when the opened one is gone', () => {
    expect(findActiveView(views, COLUMNS, { query: '', openedId: 'hot' })).toBeNull();
    expect(findActiveView([], COLUMNS, { query: 'station=A', openedId: 'hot' })).toBeNull();
  });
});
