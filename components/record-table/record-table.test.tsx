import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LakeColumn } from '@/lib/lake/columns';
import type { CellAction } from './obey-key';
import { RecordTable } from './record-table';
import type { TableLayout } from './table-layout';

const COLUMNS: LakeColumn[] = [
  { name: 'station', type: 'string' },
  { name: 'max', type: 'number', unit: '°C' },
  { name: 'wet', type: 'boolean' },
];
const ROWS = [
  ['A', 12.5, true],
  ['', null, false],
  ['C', -3, null],
];
/** A browser that lays nothing out has to be told the size of the table. */
const SIZE_PX = { width: 900, height: 600 };

const calls = {
  sort: vi.fn(),
  open: vi.fn(),
  only: vi.fn(),
  pin: vi.fn(),
  move: vi.fn(),
  widen: vi.fn(),
  hide: vi.fn(),
};

function show(columns = COLUMNS, rows: readonly (readonly unknown[])[] = ROWS, pinned: string[] = []) {
  const layout: TableLayout = {
    pinned,
    widths: {},
    onPin: calls.pin,
    onMove: calls.move,
    onDrop: () => undefined,
    onResize: () => undefined,
    onWiden: calls.widen,
    onHide: calls.hide,
    onFilter: () => undefined,
  };
  const only: CellAction = { label: 'Only this', letter: 'f', onSelect: calls.only };
  render(
    <RecordTable
      label="Rows"
      columns={columns}
      rows={rows}
      total={rows.length}
      offset={0}
      sort={[]}
      onSortChange={calls.sort}
      isStale={false}
      layout={layout}
      cellActions={() => [[only]]}
      onOpen={calls.open}
    />,
  );
  return screen.getByRole('table', { name: 'Rows' });
}

const press = (key: string, modifiers = {}) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key, ...modifiers });
const focusCell = (table: HTMLElement, text: string) =>
  act(() => within(table).getByText(text).closest('td')?.focus());
const focused = () => document.activeElement?.textContent;

beforeAll(() => {
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  );
  for (const [side, size] of [
    ['Width', SIZE_PX.width],
    ['Height', SIZE_PX.height],
  ] as const) {
    for (const kind of ['client', 'offset']) {
      Object.defineProperty(HTMLElement.prototype, `${kind}${side}`, { configurable: true, value: size });
    }
  }
  Object.defineProperty(HTMLElement.prototype, 'scrollTo', {
    configurable: true,
    value(this: HTMLElement, { left, top }: ScrollToOptions) {
      if (left !== undefined) this.scrollLeft = left;
      if (top !== undefined) this.scrollTop = top;
      fireEvent.scroll(this);
    },
  });
});
beforeEach(() => vi.clearAllMocks());

describe('a table of rows', () => {
  it('tells a missing value from an empty text, and shows numbers and booleans as such', () => {
    const rows = within(show()).getAllByRole('row');
    const cells = rows.slice(1).map((row) => within(row).getAllByRole('cell').slice(1));
    expect(cells.map((row) => row.map((cell) => cell.textContent))).toEqual([
      ['A', '12.5', 'true'],
      ['empty', '–', 'false'],
      ['C', '-3', '–'],
    ]);
  });

  it('is walked through with the arrow keys, the names of the columns included', () => {
    const table = show();
    focusCell(table, '12.5');
    press('ArrowDown');
    expect(focused()).toBe('–');
    press('ArrowLeft');
    expect(focused()).toBe('empty');
    press('Home', { ctrlKey: true });
    expect(focused()).toBe('A');
    press('ArrowUp');
    expect(focused()).toBe('station');
    press('End');
    expect(focused()).toBe('wet');
  });

  it('has one stop for the Tab key among the names and one among the cells', () => {
    const table = show();
    focusCell(table, '12.5');
    const stops = [...table.querySelectorAll('[data-row][tabindex="0"]')].map((stop) => stop.textContent);
    expect(stops).toEqual(['station', '12.5']);
  });

  it('obeys the keys of a column', () => {
    const header = within(show()).getByRole('columnheader', { name: 'max °C' });
    act(() => within(header).getByRole('button', { name: /^max/ }).focus());
    press('ArrowRight', { altKey: true });
    expect(calls.move).toHaveBeenCalledWith('max', 1);
    press('ArrowLeft', { shiftKey: true });
    expect(calls.widen).toHaveBeenCalledWith('max', expect.any(Number), expect.any(Number));
    expect(calls.widen.mock.calls[0]?.[1]).toBeLessThan(0);
    press('p');
    expect(calls.pin).toHaveBeenCalledWith('max', true);
    press('Delete');
    expect(calls.hide).toHaveBeenCalledWith('max');
  });

  it('obeys the keys of a cell, and leaves the browser its own', () => {
    const table = show();
    focusCell(table, '12.5');
    press('f');
    expect(calls.only).toHaveBeenCalledOnce();
    press('f', { ctrlKey: true });
    expect(calls.only).toHaveBeenCalledOnce();
    press('Enter');
    expect(calls.open).toHaveBeenCalledWith(0);
  });

  it('asks for another order at a click on a name', () => {
    const table = show();
    fireEvent.click(within(table).getByRole('button', { name: /^max/ }));
    expect(calls.sort).toHaveBeenCalledWith([{ column: 'max', desc: false }]);
  });

  it('shows pinned columns first', () => {
    const names = within(show(COLUMNS, ROWS, ['wet']))
      .getAllByRole('columnheader')
      .slice(1)
      .map((header) => header.getAttribute('aria-label'));
    expect(names).toEqual(['wet', 'station', 'max °C']);
  });

  it('draws of 500 columns those in sight, and brings the last one into sight for the End key', async () => {
    const wide = Array.from({ length: 500 }, (_, at): LakeColumn => ({ name: `c${at}`, type: 'integer' }));
    const table = show(wide, [wide.map((_, at) => at)]);
    expect(within(table).getAllByRole('columnheader').length).toBeLessThan(30);
    expect(table.getAttribute('aria-colcount')).toBe('500');
    focusCell(table, '0');
    press('End');
    await waitFor(() => expect(focused()).toBe('499'));
  });
});
