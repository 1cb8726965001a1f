import { diffLines } from 'diff';

export interface DiffLine {
  kind: 'same' | 'added' | 'removed';
  text: string;
  /** The number of the line in the old and in the new text; null where it has none. */
  before: number | null;
  after: number | null;
}

/** A run of lines that are the same and far from any change, which a reader need not see. */
export interface DiffGap {
  kind: 'gap';
  lines: DiffLine[];
}

/** Lines beside a change that show where it is. */
const CONTEXT_LINES = 3;

/** Two texts line by line. */
export function lineChanges(before: string, after: string): DiffLine[] {
  let [old, fresh] = [0, 0];
  return diffLines(withEnd(before), withEnd(after)).flatMap(({ value, added, removed }) =>
    value
      .replace(/\n$/, '')
      .split('\n')
      .map((text): DiffLine => {
        if (added) return { kind: 'added', text, before: null, after: (fresh += 1) };
        if (removed) return { kind: 'removed', text, before: (old += 1), after: null };
        return { kind: 'same', text, before: (old += 1), after: (fresh += 1) };
      }),
  );
}

/** The changes with a few lines around them; what lies between is put together. */
export function foldUnchanged(lines: readonly DiffLine[]): (DiffLine | DiffGap)[] {
  const isNear = lines.map((_, index) =>
    lines
      .slice(Math.max(0, index - CONTEXT_LINES), index + CONTEXT_LINES + 1)
      .some(({ kind }) => kind !== 'same'),
  );
  const folded: (DiffLine | DiffGap)[] = [];
  for (const [index, line] of lines.entries()) {
    const last = folded.at(-1);
    if (isNear[index]) folded.push(line);
    else if (last?.kind === 'gap') last.lines.push(line);
    else folded.push({ kind: 'gap', lines: [line] });
  }
  return folded;
}

function withEnd(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}
