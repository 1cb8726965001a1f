/** Changes of which columns are shown, and how; each gives the parts of the state that it changes. */
import { shownColumns, type BrowseState } from '@/components/browse/browse-state';
import { withinWidths } from '@/components/record-table/column-width';
import { withLineage, type LakeColumn } from '@/lib/lake/columns';

type Columns = readonly LakeColumn[];
type Changed = Partial<BrowseState>;

/** The shown columns as they stand on screen: pinned ones first. */
export function columnsOnScreen(state: BrowseState, own: Columns): { pinned: string[]; others: string[] } {
  const shown = shownColumns(state, own);
  return {
    pinned: state.pinned.filter((name) => shown.includes(name)),
    others: shown.filter((name) => !state.pinned.includes(name)),
  };
}

/** Shows or hides a column; the last one cannot be hidden. A new one comes where it usually stands. */
export function toggleColumn(state: BrowseState, own: Columns, name: string, isShown: boolean): Changed {
  const shown = shownColumns(state, own);
  if (!isShown) {
    const rest = shown.filter((other) => other !== name);
    return rest.length > 0 ? { columns: rest, pinned: state.pinned.filter((other) => other !== name) } : {};
  }
  if (shown.includes(name)) return {};
  const order = withLineage(own).map((column) => column.name);
  const before = new Set(order.slice(0, order.indexOf(name)));
  const at = shown.findLastIndex((other) => before.has(other)) + 1;
  return { columns: shown.toSpliced(at, 0, name) };
}

/** Moves a column among those of its side by some places; it stops at the ends. */
export function moveColumn(state: BrowseState, own: Columns, name: string, by: number): Changed {
  const { pinned, others } = columnsOnScreen(state, own);
  if (pinned.includes(name)) return { pinned: moved(pinned, name, by) };
  return others.includes(name) ? { columns: [...pinned, ...moved(others, name, by)] } : {};
}

/** Puts a column in front of another one or behind it; beside a pinned one it is pinned too. */
export function dropColumn(
  state: BrowseState,
  own: Columns,
  name: string,
  target: string,
  side: 'before' | 'after',
): Changed {
  if (name === target) return {};
  const { pinned, others } = columnsOnScreen(state, own);
  const put = (list: string[]) => {
    const rest = list.filter((other) => other !== name);
    return rest.includes(target)
      ? rest.toSpliced(rest.indexOf(target) + (side === 'after' ? 1 : 0), 0, name)
      : rest;
  };
  const sides = { pinned: put(pinned), others: put(others) };
  return { pinned: sides.pinned, columns: [...sides.pinned, ...sides.others] };
}

/** A column that is pinned comes last of the pinned ones; one that is let go comes first of the others. */
export function pinColumn(state: BrowseState, own: Columns, name: string, isPinned: boolean): Changed {
  const { pinned, others } = columnsOnScreen(state, own);
  const rest = pinned.filter((other) => other !== name);
  if (isPinned) return { pinned: [...rest, name] };
  return pinned.includes(name) ? { pinned: rest, columns: [...rest, name, ...others] } : {};
}

/** A width in pixels, or null for the usual one. */
export function resizeColumn(state: BrowseState, name: string, widthPx: number | null): Changed {
  const { [name]: _before, ...others } = state.widths;
  return { widths: widthPx === null ? others : { ...others, [name]: withinWidths(widthPx) } };
}

/** All columns of the dataset, in their order and with their usual widths. */
export const USUAL_COLUMNS = { columns: null, pinned: [], widths: {} } as const satisfies Changed;

export function areColumnsUsual({ columns, pinned, widths }: BrowseState): boolean {
  return columns === null && pinned.length === 0 && Object.keys(widths).length === 0;
}

function moved(list: readonly string[], name: string, by: number): string[] {
  const from = list.indexOf(name);
  const to = Math.min(list.length - 1, Math.max(0, from + by));
  return list.toSpliced(from, 1).toSpliced(to, 0, name);
}
