import { describe, expect, it } from 'vitest';
import type { RefusedRecord } from './refused-records';
import {
  applyEdits,
  currentCells,
  EMPTY_SHEET,
  pasteBlock,
  redoStep,
  repairedRows,
  undoStep,
  withCell,
  withCellInserted,
  withoutCell,
} from './repair-sheet';

function record(line: number, ...cells: string[]): RefusedRecord {
  return { line, cells, suggestion: null, problems: [] };
}

const NONE: ReadonlySet<number> = new Set();
const RECORDS = [record(2, 'a', 'warm'), record(5, 'b'), record(9, 'c', '1', 'extra')];

describe('the sheet in which refused rows are repaired', () => {
  it('sends the changed rows alone, with a cell for each column', () => {
    const sheet = applyEdits(EMPTY_SHEET, [
      { row: 0, cells: ['a', '21'] },
      { row: 1, cells: ['bb'] },
    ]);
    expect(repairedRows(sheet, RECORDS, 2)).toEqual([
      { row: 0, line: 2, cells: ['a', '21'] },
      { row: 1, line: 5, cells: ['bb', ''] },
    ]);
  });

  it('sends no row that has more texts than columns, and none that is as it was', () => {
    const sheet = applyEdits(EMPTY_SHEET, [
      { row: 0, cells: ['a', 'warm'] },
      { row: 2, cells: ['c', '2', 'extra'] },
    ]);
    expect(repairedRows(sheet, RECORDS, 2)).toEqual([]);
    const cured = applyEdits(sheet, [{ row: 2, cells: withoutCell(['c', '2', 'extra'], 2) }]);
    expect(repairedRows(cured, RECORDS, 2)).toEqual([{ row: 2, line: 9, cells: ['c', '2'] }]);
  });

  it('counts a missing cell that was put in empty as a change', () => {
    const sheet = applyEdits(EMPTY_SHEET, [{ row: 1, cells: withCellInserted(['b'], 1) }]);
    expect(repairedRows(sheet, RECORDS, 2)).toEqual([{ row: 1, line: 5, cells: ['b', ''] }]);
  });

  it('takes back a step as a whole and does it again', () => {
    const pasted = pasteBlock(EMPTY_SHEET, NONE, RECORDS, { row: 0, column: 1 }, [['1'], ['2']], 2);
    expect(repairedRows(pasted, RECORDS, 2).map(({ cells }) => cells)).toEqual([
      ['a', '1'],
      ['b', '2'],
    ]);
    const back = undoStep(pasted);
    expect(repairedRows(back, RECORDS, 2)).toEqual([]);
    expect(redoStep(back)).toEqual(pasted);
    expect(undoStep(EMPTY_SHEET)).toBe(EMPTY_SHEET);
  });

  it('leaves out what a block has beyond the last row and the last column', () => {
    const sheet = pasteBlock(EMPTY_SHEET, NONE, RECORDS, { row: 2, column: 1 }, [['x', 'y', 'z'], ['w']], 3);
    expect(RECORDS.map((one, row) => currentCells(sheet, row, one))).toEqual([
      ['a', 'warm'],
      ['b'],
      ['c', 'x', 'y'],
    ]);
  });

  it('never changes a row that has been sent', () => {
    const sheet = pasteBlock(EMPTY_SHEET, new Set([0]), RECORDS, { row: 0, column: 0 }, [['x'], ['y']], 2);
    expect(repairedRows(sheet, RECORDS, 2)).toEqual([{ row: 1, line: 5, cells: ['y', ''] }]);
  });

  it('fills up with empty cells to reach a column', () => {
    expect(withCell(['a'], 2, 'c')).toEqual(['a', '', 'c']);
  });
});
