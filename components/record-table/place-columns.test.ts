import { describe, expect, it } from 'vitest';
import { columnsInSight, endPx, mayStick, placeColumns, type SizedColumn } from './place-columns';

const column = (name: string, widthPx: number, isByHand = false): SizedColumn => ({
  column: { name, type: 'string' },
  source: 0,
  widthPx,
  isByHand,
});

describe('columns on screen', () => {
  it('fill the room, and those with a width set by hand keep it', () => {
    const placed = placeColumns([column('a', 100), column('b', 100, true), column('c', 200)], 1000);
    expect(placed.map(({ widthPx }) => widthPx)).toEqual([300, 100, 600]);
    expect(placed.map(({ startPx }) => startPx)).toEqual([0, 300, 400]);
    expect(endPx(placed)).toBe(1000);
  });

  it('become a little narrower where that saves scrolling', () => {
    const placed = placeColumns([column('a', 100), column('b', 100)], 180);
    expect(placed.map(({ widthPx }) => widthPx)).toEqual([90, 90]);
  });

  it('keep their widths when there is no room to spare, or none to give it to', () => {
    expect(placeColumns([column('a', 100), column('b', 200)], 120).map(({ widthPx }) => widthPx)).toEqual([
      100, 200,
    ]);
    expect(endPx(placeColumns([column('a', 100, true)], 900))).toBe(100);
  });

  it('are drawn where they can be seen, of 500 some dozen', () => {
    const wide = placeColumns(
      Array.from({ length: 500 }, (_, at) => column(String(at), 120)),
      1200,
    );
    const seen = columnsInSight(wide, 30_000, 1200);
    expect(seen.length).toBeLessThan(20);
    expect(seen.some(({ startPx }) => startPx === 30_000)).toBe(true);
    expect(seen.some(({ startPx }) => startPx === 31_200)).toBe(true);
  });

  it('stay in sight only when they leave enough room for the others', () => {
    const pinned = placeColumns([column('a', 180, true)], 0);
    expect(mayStick(pinned, 76, 1200)).toBe(true);
    expect(mayStick(pinned, 76, 358)).toBe(false);
    expect(mayStick([], 76, 1200)).toBe(false);
  });
});
