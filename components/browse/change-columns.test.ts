import { describe, expect, it } from 'vitest';
import type { LakeColumn } from '@/lib/lake/columns';
import { PLAIN_STATE, type BrowseState } from './browse-state';
import {
  areColumnsUsual,
  columnsOnScreen,
  dropColumn,
  moveColumn,
  pinColumn,
  resizeColumn,
  toggleColumn,
  USUAL_COLUMNS,
} from './change-columns';

const OWN: LakeColumn[] = ['a', 'b', 'c', 'd'].map((name) => ({ name, type: 'string' }));

const after = (state: BrowseState, change: Partial<BrowseState>): BrowseState => ({ ...state, ...change });
const order = (state: BrowseState) => {
  const { pinned, others } = columnsOnScreen(state, OWN);
  return `${pinned.join('')}|${others.join('')}`;
};

describe('the columns of a table', () => {
  it('change places with their neighbours and stop at the ends', () => {
    const moved = after(PLAIN_STATE, moveColumn(PLAIN_STATE, OWN, 'a', 1));
    expect(order(moved)).toBe('|bacd');
    expect(order(after(moved, moveColumn(moved, OWN, 'd', 1)))).toBe('|bacd');
    expect(order(after(moved, moveColumn(moved, OWN, 'c', -9)))).toBe('|cbad');
  });

  it('that are pinned stand first, in the order of pinning, and come back beside the others', () => {
    const once = after(PLAIN_STATE, pinColumn(PLAIN_STATE, OWN, 'c', true));
    const twice = after(once, pinColumn(once, OWN, 'a', true));
    expect(order(twice)).toBe('ca|bd');
    expect(order(after(twice, moveColumn(twice, OWN, 'a', -1)))).toBe('ac|bd');
    expect(order(after(twice, pinColumn(twice, OWN, 'c', false)))).toBe('a|cbd');
  });

  it('that are dropped beside a pinned one are pinned, and let go beside another', () => {
    const pinned = after(PLAIN_STATE, pinColumn(PLAIN_STATE, OWN, 'b', true));
    const joined = after(pinned, dropColumn(pinned, OWN, 'd', 'b', 'before'));
    expect(order(joined)).toBe('db|ac');
    expect(order(after(joined, dropColumn(joined, OWN, 'b', 'c', 'after')))).toBe('d|acb');
    expect(dropColumn(pinned, OWN, 'a', 'a', 'after')).toEqual({});
  });

  it('can be hidden, all but the last, and come back where they usually stand', () => {
    const fewer = after(PLAIN_STATE, toggleColumn(PLAIN_STATE, OWN, 'b', false));
    expect(order(fewer)).toBe('|acd');
    expect(order(after(fewer, toggleColumn(fewer, OWN, 'b', true)))).toBe('|abcd');
    const one = after(PLAIN_STATE, { columns: ['a'] });
    expect(toggleColumn(one, OWN, 'a', false)).toEqual({});
  });

  it('are no longer pinned when they are hidden', () => {
    const pinned = after(PLAIN_STATE, pinColumn(PLAIN_STATE, OWN, 'b', true));
    expect(after(pinned, toggleColumn(pinned, OWN, 'b', false)).pinned).toEqual([]);
  });

  it('have widths within bounds, which can be taken back', () => {
    const narrow = after(PLAIN_STATE, resizeColumn(PLAIN_STATE, 'a', 3));
    expect(narrow.widths).toEqual({ a: 64 });
    expect(after(narrow, resizeColumn(narrow, 'a', 100.4)).widths).toEqual({ a: 100 });
    expect(after(narrow, resizeColumn(narrow, 'a', null)).widths).toEqual({});
  });

  it('can all be put back as they were', () => {
    const pinned = after(PLAIN_STATE, pinColumn(PLAIN_STATE, OWN, 'b', true));
    expect(areColumnsUsual(pinned)).toBe(false);
    expect(areColumnsUsual(after(pinned, USUAL_COLUMNS))).toBe(true);
  });
});
