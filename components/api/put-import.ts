import type { QueryClient } from '@tanstack/react-query';
import type { Import } from '@/components/api/imports';
import { keys } from '@/components/api/queries';

/** Puts an import into the cache. Answers and events may overtake each other: what was changed last wins. */
export function putImport(queryClient: QueryClient, changed: Import): void {
  queryClient.setQueryData<Import>(keys.import(changed.id), (known) => newerImport(known, changed));
}

export function newerImport(known: Import | undefined, changed: Import): Import {
  return known && known.updatedAt > changed.updatedAt ? known : changed;
}
