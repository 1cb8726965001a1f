/** Rows of parts in portions that are done one after the other, so that work which ends early can go on there. */
import type { ImportPart } from '../snapshot';

const STEP_ROWS = 50_000;
/** Each part is a file that stays open for the step. */
const STEP_PARTS = 200;

export interface ChangeStep {
  /** Names the step among all of one plan, also when the plan is made again. */
  id: string;
  parts: ImportPart[];
  /** Of a part too large for one step: from its row `from` up to but without `to`. */
  range: { from: number; to: number } | null;
  /** Rows of the step at most. */
  rows: number;
}

/** Many small parts make one step, one large part several; in the order of the parts. */
export function planSteps(parts: readonly ImportPart[], rowsMax = STEP_ROWS): ChangeStep[] {
  const steps: ChangeStep[] = [];
  let open: ChangeStep | null = null;
  for (const part of parts) {
    if (part.rows > rowsMax) {
      steps.push(...rangesOf(part, rowsMax));
      open = null;
    } else if (open && open.rows + part.rows <= rowsMax && open.parts.length < STEP_PARTS) {
      open.parts.push(part);
      open.rows += part.rows;
    } else {
      open = { id: part.key, parts: [part], range: null, rows: part.rows };
      steps.push(open);
    }
  }
  return steps;
}

function rangesOf(part: ImportPart, rowsMax: number): ChangeStep[] {
  const steps: ChangeStep[] = [];
  for (let from = 0; from < part.rows; from += rowsMax) {
    const to = Math.min(from + rowsMax, part.rows);
    steps.push({ id: `${part.key}#${from}`, parts: [part], range: { from, to }, rows: to - from });
  }
  return steps;
}

/** SQL over `_row`: the rows of the step's parts that belong to it. */
export function stepCondition({ range }: ChangeStep): string {
  return range ? `_row >= ${range.from} and _row < ${range.to}` : 'true';
}
