import { useMemo, useSyncExternalStore } from 'react';
import { recallSql, sqlMemoryKey, type SqlMemory } from '@/components/sql/memory/sql-history';

const listeners = new Set<() => void>();

/** Storage that is switched off is as good as an empty one. */
function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  // Other tabs of the portal write there, too.
  window.addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', listener);
  };
}

/** The history of a user's queries of a dataset, and how it is changed. */
export function useSqlMemory(viewer: string, dataset: string) {
  const key = sqlMemoryKey(viewer, dataset);
  const text = useSyncExternalStore(
    subscribe,
    () => read(key),
    () => null,
  );
  const memory = useMemo(() => recallSql(text), [text]);
  const change = (next: (memory: SqlMemory) => SqlMemory) => {
    try {
      localStorage.setItem(key, JSON.stringify(next(recallSql(read(key)))));
    } catch {
      // A full or forbidden storage costs the history; queries run all the same.
    }
    for (const listener of listeners) listener();
  };
  return { memory, change };
}
