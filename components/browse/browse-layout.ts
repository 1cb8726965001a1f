import {
  columnsOnScreen,
  dropColumn,
  moveColumn,
  pinColumn,
  resizeColumn,
  toggleColumn,
} from '@/components/browse/change-columns';
import type { BrowseState } from '@/components/browse/browse-state';
import type { ChangeBrowse } from '@/components/browse/use-browse-state';
import type { TableLayout } from '@/components/record-table/table-layout';
import type { LakeColumn } from '@/lib/lake/columns';

/** The columns of the table as the address has them. No step of it is one that going back should undo. */
export function browseLayout(
  state: BrowseState,
  own: readonly LakeColumn[],
  change: ChangeBrowse,
  other: Pick<TableLayout, 'onFilter' | 'onCount'>,
): TableLayout {
  const look = (next: (latest: BrowseState) => Partial<BrowseState>) => change(next, 'replace');
  return {
    ...other,
    pinned: columnsOnScreen(state, own).pinned,
    widths: state.widths,
    onPin: (name, isPinned) => look((latest) => pinColumn(latest, own, name, isPinned)),
    onMove: (name, by) => look((latest) => moveColumn(latest, own, name, by)),
    onDrop: (name, target, side) => look((latest) => dropColumn(latest, own, name, target, side)),
    onResize: (name, px) => look((latest) => resizeColumn(latest, name, px)),
    onWiden: (name, byPx, px) =>
      look((latest) => resizeColumn(latest, name, (latest.widths[name] ?? px) + byPx)),
    onHide: (name) => look((latest) => toggleColumn(latest, own, name, false)),
  };
}
