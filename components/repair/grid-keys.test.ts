import { describe, expect, it } from 'vitest';
import { gridCommand } from './grid-keys';

const NO_MODIFIER = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

describe('the keys of the grid', () => {
  it('type, move and edit as in a spreadsheet', () => {
    expect(gridCommand({ ...NO_MODIFIER, key: 'a' })).toEqual({ do: 'edit', text: 'a' });
    expect(gridCommand({ ...NO_MODIFIER, key: 'ê' })).toEqual({ do: 'edit', text: 'ê' });
    expect(gridCommand({ ...NO_MODIFIER, key: 'Enter' })).toEqual({ do: 'edit', text: null });
    expect(gridCommand({ ...NO_MODIFIER, key: 'Tab', shiftKey: true })).toEqual({ do: 'step', by: -1 });
  });

  it('take back with Ctrl-Z or ⌘Z and do again with Shift', () => {
    expect(gridCommand({ ...NO_MODIFIER, ctrlKey: true, key: 'z' })).toEqual({ do: 'undo' });
    expect(gridCommand({ ...NO_MODIFIER, metaKey: true, key: 'z' })).toEqual({ do: 'undo' });
    expect(gridCommand({ ...NO_MODIFIER, ctrlKey: true, shiftKey: true, key: 'Z' })).toEqual({ do: 'redo' });
  });

  it('leave to the browser what is not the grid’s', () => {
    expect(gridCommand({ ...NO_MODIFIER, ctrlKey: true, key: 'c' })).toBeNull();
    expect(gridCommand({ ...NO_MODIFIER, ctrlKey: true, key: 'f' })).toBeNull();
    expect(gridCommand({ ...NO_MODIFIER, key: 'F5' })).toBeNull();
  });
});
