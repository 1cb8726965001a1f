import { pathColumnNames } from '@/lib/dataset/from-path';
import { listAt, readAt, textAt } from './json-path';

export interface DraftColumn {
  name: string;
  type: string;
  title: string;
  /** There for expressions, but no column of the rows. */
  hidden: boolean;
  origin: 'path' | 'field' | 'derived';
}

/** The columns of a definition that is being written, as far as they have names. */
export function draftColumns(draft: unknown): DraftColumn[] {
  const pattern = textAt(draft, ['fromPath', 'pattern']);
  const fromPath = pathColumnNames(pattern ? { fromPath: { pattern } } : {}).map((name): DraftColumn => ({
    name,
    type: 'string',
    title: '',
    hidden: false,
    origin: 'path',
  }));
  const columns = (items: readonly unknown[], origin: DraftColumn['origin']) =>
    items.map((item): DraftColumn => ({
      name: textAt(item, ['name']),
      type: textAt(item, ['type']),
      title: textAt(item, ['title']),
      hidden: readAt(item, ['hidden']) === true,
      origin,
    }));
  return [
    ...fromPath,
    ...columns(listAt(draft, ['schema', 'fields']), 'field'),
    ...columns(listAt(draft, ['derive']), 'derived'),
  ].filter(({ name }) => name !== '');
}

/** The key as a list, also where it is written as a single name. */
export function draftKey(draft: unknown): string[] {
  const key = readAt(draft, ['schema', 'primaryKey']);
  if (typeof key === 'string') return [key];
  return Array.isArray(key) ? key.filter((name): name is string => typeof name === 'string') : [];
}
