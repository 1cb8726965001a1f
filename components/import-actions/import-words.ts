import type { Import } from '@/components/api/imports';
import type { ImportKind } from '@/lib/lake/import-states';

/** The word for each kind of import, the same everywhere. */
export const KIND_WORDS: Record<ImportKind, string> = {
  load: 'Load',
  delete: 'Deletion',
  release: 'Release',
  dismiss: 'Dismissal',
  undo: 'Undo',
  replay: 'Replay',
};

/** Whether it reads rows of a file; the others name rows that are there. */
export function bringsRows({ kind }: Pick<Import, 'kind'>): boolean {
  return kind === 'load' || kind === 'replay';
}

/** What has no file of somebody's has one that is named for what was done in the portal. */
const OWN_FILES: Partial<Record<string, string>> = {
  'edited.ndjson': 'Edited rows',
  'delete.ndjson': 'Deletion of rows',
  'release.ndjson': 'Release of flagged rows',
  'dismiss.ndjson': 'Dismissal of flagged rows',
};

/** What an import is called in headings and lists: its file, or what it does to which. */
export function importTitle({ kind, fileName, dataset, parentId }: Import): string {
  const name = OWN_FILES[fileName] ?? fileName;
  switch (kind) {
    case 'load':
      return parentId ? `Repaired rows: ${name}` : name;
    case 'undo':
      return `Undo of ${lowerFirst(name, name !== fileName)}`;
    case 'replay':
      return parentId ? `Replay of ${lowerFirst(name, name !== fileName)}` : `Replay of ${dataset}`;
    case 'delete':
    case 'release':
    case 'dismiss':
      return OWN_FILES[`${kind}.ndjson`] ?? name;
  }
}

/** Words of our own go on in the middle of a sentence; a file's name stays as it is. */
function lowerFirst(text: string, isWords: boolean): string {
  return isWords ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
