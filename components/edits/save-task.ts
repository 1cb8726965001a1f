import type { Import } from '@/components/api/imports';
import type { ImportTask } from '@/components/import-actions/use-import-task';

/** A row that is changed or added, and what became of it: the definition may flag or refuse it as any other. */
export function saveTask(start: () => Promise<Import>, doing: string): ImportTask {
  return {
    start,
    doing,
    failed: 'It was not saved',
    done: ({ counts }) => {
      if (!counts) return { title: 'Saved' };
      if (counts.rejected > 0) {
        return { title: 'Refused: the row does not fit the definition, and stays as it was', warns: true };
      }
      if (counts.anomalous > 0) return { title: 'Saved, and flagged for review by a rule', warns: true };
      if (counts.unchanged === counts.accepted)
        return { title: 'Nothing new: the row was like that already' };
      return { title: counts.inserted ? 'The row is added' : 'Saved' };
    },
    isUndoable: true,
  };
}
