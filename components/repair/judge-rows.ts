import type { RepairedRow } from '@/components/api/change-rows';
import type { CheckedRepairs } from '@/components/api/repairs';
import type { CellProblem } from '@/components/repair/refused-records';

/** What is known of a changed row; `flagged` is a good one that a rule will put up for review. */
export type RowVerdict =
  { state: 'unchecked' | 'good' | 'flagged' } | { state: 'bad'; problems: readonly CellProblem[] };

const UNCHECKED: RowVerdict = { state: 'unchecked' };

/** The verdict on each changed row by its index. One that has been changed since it was checked has none yet. */
export function judgeRows(
  ready: readonly (RepairedRow & { row: number })[],
  checked: CheckedRepairs | undefined,
  columns: readonly string[],
): ReadonlyMap<number, RowVerdict> {
  const asked = new Map(checked?.rows.map((row) => [row.line, row.cells]));
  return new Map(
    ready.map(({ row, line, cells }) => {
      const isKnown = asked.get(line)?.join('\0') === cells.join('\0');
      return [row, checked && isKnown ? verdictOn(line, checked, columns) : UNCHECKED];
    }),
  );
}

function verdictOn(line: number, checked: CheckedRepairs, columns: readonly string[]): RowVerdict {
  const problems = checked.problems.filter((problem) => problem.line === line);
  if (problems.length === 0) return { state: checked.anomalous.includes(line) ? 'flagged' : 'good' };
  return {
    state: 'bad',
    problems: problems.map(({ column, message }) => {
      const cell = column ? columns.indexOf(column) : -1;
      return { cell: cell < 0 ? null : cell, message };
    }),
  };
}
